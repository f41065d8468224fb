/** Faults on command: what kinds there are, and which camera has which at the moment. */
import { z } from 'zod';
import { profiles } from './cameras.ts';

const percent = z.number().min(0).max(100);
/** Only requests of this name, such as `Stop`. */
const action = z.string().max(60);

/** Everything the HTTP API and the tests can break. One of each kind per camera. */
export const faultSchema = z.discriminatedUnion('kind', [
  /** No RTP and no RTCP; with `keepAlive: false` requests stay unanswered too. Sockets stay open. */
  z.object({ kind: z.literal('stall'), keepAlive: z.boolean().default(true) }),
  /** Sender reports go on, media stops. */
  z.object({ kind: z.literal('rtcp-only') }),
  /** No sound; pictures go on. */
  z.object({ kind: z.literal('sound-stall') }),
  /** Once: close the camera's connections (FIN). */
  z.object({ kind: z.literal('drop') }),
  /** Once: reset the camera's connections (RST). */
  z.object({ kind: z.literal('reset') }),
  /** Limits each connection to so many media bytes a second; pictures that do not fit are dropped up to a keyframe. */
  z.object({ kind: z.literal('slow'), bytesPerSecond: z.int().min(100) }),
  /** Loses so many of a hundred RTP packets over UDP. */
  z.object({ kind: z.literal('loss'), percent }),
  /** Answers requests of that method with a status. */
  z.object({
    kind: z.literal('answer'),
    status: z.union([z.literal(401), z.literal(404), z.literal(453), z.literal(500)]),
    method: z.string().max(20).default('DESCRIBE'),
  }),
  /** Random bytes in one layer; `percent` of the messages for all but rtsp and sdp, which always are. */
  z.object({ kind: z.literal('garbage'), layer: z.enum(['rtsp', 'sdp', 'rtp', 'rtcp', 'interleaved']), percent: percent.default(20) }),
  /** From the next keyframe on plays another profile's encoding (resolution, profile, frame rate) in the same stream. */
  z.object({ kind: z.literal('switch'), to: z.enum(profiles) }),
  /** From the next keyframe on plays an encoding with that keyframe interval; only where one is stored. */
  z.object({ kind: z.literal('gop'), seconds: z.union([z.literal(1), z.literal(2), z.literal(5), z.literal(10)]) }),
  /** The encoder hangs: the keyframe of the present group is sent in place of every picture. */
  z.object({ kind: z.literal('freeze') }),
  /** From the next keyframe on an H.264 stream plays a black picture with a little noise, as from a covered lens. */
  z.object({ kind: z.literal('black') }),
  /** Once: the camera's clock jumps by that much, in RTP timestamps and sender reports. */
  z.object({ kind: z.literal('clock-jump'), seconds: z.number().min(-86_400).max(86_400) }),
  /** Once: every nonce handed out so far becomes stale. */
  z.object({ kind: z.literal('stale-nonce') }),
  /** Closes the camera's connections and refuses or ignores new ones for so long. */
  z.object({ kind: z.literal('reboot'), seconds: z.number().min(0.1).max(600), mode: z.enum(['refuse', 'ignore']).default('refuse') }),
  /** Refuses connections until lifted. */
  z.object({ kind: z.literal('refuse') }),
  /** ONVIF: a continuous move goes on past its Timeout. */
  z.object({ kind: z.literal('ptz-ignore-timeout') }),
  /** ONVIF: answers Stop and goes on moving; `times`: only so often, then the fault lifts itself. */
  z.object({ kind: z.literal('ptz-drop-stop'), times: z.int().min(1).optional() }),
  /** Web services: answers so late; `before` true does late what was asked, too. */
  z.object({
    kind: z.literal('soap-late'),
    seconds: z.number().min(0).max(600),
    before: z.boolean().default(false),
    action: action.optional(),
  }),
  /** Web services: names its elements as other makes do: prefixes of its own, or no namespaces at all. */
  z.object({ kind: z.literal('soap-prefix'), style: z.enum(['other', 'none']) }),
  /** Web services: HTTP 400 with a SOAP 1.1 fault. */
  z.object({ kind: z.literal('soap-refuse'), action: action.optional() }),
  /** Web services: the connection is reset in place of an answer; `after` true: once the deed is done. */
  z.object({ kind: z.literal('soap-reset'), after: z.boolean().default(false), action: action.optional() }),
  /** Web services: so few bytes of an answer a second. */
  z.object({ kind: z.literal('soap-slow'), bytesPerSecond: z.number().min(0.1).max(10_000) }),
  /** Web services: so much white space before each answer. */
  z.object({ kind: z.literal('soap-huge'), megabytes: z.int().min(1).max(1024) }),
  /** ONVIF: believes that this is its host, as behind address translation. */
  z.object({ kind: z.literal('onvif-nat'), host: z.string().regex(/^[A-Za-z0-9.-]{1,253}$/u) }),
  /** ONVIF: its clock is off by so much. */
  z.object({ kind: z.literal('onvif-clock'), seconds: z.number().min(-3_200_000_000).max(3_200_000_000) }),
]);
export type Fault = z.infer<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;
export type FaultKind = Fault['kind'];
export const faultKinds: readonly FaultKind[] = faultSchema.options.map((option) => option.shape.kind.value);

type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>;

export const faultTargetSchema = z.union([z.literal('all'), z.int().min(1)]);
export type FaultTarget = z.infer<typeof faultTargetSchema>;

/** The faults in force. A camera's own goes before one set for all. */
export class FaultBoard {
  readonly #byTarget = new Map<FaultTarget, Map<FaultKind, Fault>>();

  set(target: FaultTarget, fault: Fault): void {
    const faults = this.#byTarget.get(target) ?? new Map<FaultKind, Fault>();
    faults.set(fault.kind, fault);
    this.#byTarget.set(target, faults);
  }

  get<K extends FaultKind>(camera: number, kind: K): FaultOf<K> | undefined {
    if (this.#byTarget.size === 0) return undefined;
    const found = this.#byTarget.get(camera)?.get(kind) ?? this.#byTarget.get('all')?.get(kind);
    return found as FaultOf<K> | undefined; // stored under its own kind
  }

  /** Set for all cameras, whatever single ones have. */
  forAll(kind: FaultKind): boolean {
    return this.#byTarget.get('all')?.has(kind) ?? false;
  }

  clear(target?: FaultTarget, kind?: FaultKind): void {
    if (target === undefined) this.#byTarget.clear();
    else if (kind === undefined) this.#byTarget.delete(target);
    else {
      this.#byTarget.get(target)?.delete(kind);
      if (this.#byTarget.get(target)?.size === 0) this.#byTarget.delete(target);
    }
  }

  list(): { readonly camera: FaultTarget; readonly fault: Fault }[] {
    return [...this.#byTarget].flatMap(([camera, faults]) => [...faults.values()].map((fault) => ({ camera, fault })));
  }
}
