/** What of pictures is hidden at this seat, and what lies over them: put together from the configuration, the seat and what is open. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { noMasks, type PictureMasks, type PrivacyState } from '../../../src-contract/model/privacy.ts';
import type { Policy } from '../../../src-contract/province/schemas.ts';
import { DisposableStore, Emitter, type Disposable } from '../../base/disposable.ts';
import type { Openings } from '../approvals/openings.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { CurrentSession } from '../session/current-session.ts';
import { pictureMasks } from './picture-masks.ts';
import { privacyRulesOf, type PrivacyRules } from './privacy-rules.ts';
import { watermarkOf } from './watermark-text.ts';

export interface PrivacyNeeds {
  readonly seat: Pick<CurrentSession, 'seat' | 'current' | 'changed'>;
  readonly configuration: Pick<Configuration, 'cameras' | 'policies' | 'changed'>;
  readonly openings: Openings;
  readonly machine: string;
}

export class Privacy implements Disposable {
  /** What windows are to show, at each difference. */
  readonly changed = new Emitter<PrivacyState>();
  /** A camera whose lifted masks are others now. */
  readonly lifted = new Emitter<{ readonly cameraId: string; readonly masks: PictureMasks }>();
  /** Cameras whose masks the province changed: what is shown of them is opened anew. */
  readonly masksChanged = new Emitter<ReadonlySet<string>>();
  readonly #needs: PrivacyNeeds;
  readonly #owned = new DisposableStore();
  #told: PrivacyState;
  #masks: ReadonlyMap<string, string>;
  #style: PrivacyRules['maskStyle'];

  constructor(needs: PrivacyNeeds) {
    this.#needs = needs;
    this.#told = this.state();
    this.#masks = this.#declared();
    this.#style = this.rules().maskStyle;
    this.#owned.add(needs.seat.changed.on(() => this.#tell()));
    this.#owned.add(needs.configuration.changed.on(() => this.#configurationChanged()));
    this.#owned.add(
      needs.openings.changed.on(({ act, cameraId }) => {
        const masks = act === 'unmask' ? this.masksOf(cameraId) : null;
        if (masks !== null) this.lifted.emit({ cameraId, masks });
        this.#tell();
      }),
    );
  }

  rules(): PrivacyRules {
    return privacyRulesOf(policiesIn(this.#needs.configuration));
  }

  /** `null`: not known, so nothing of the camera may be shown. */
  masksOf(cameraId: string): PictureMasks | null {
    const { seat, configuration, openings } = this.#needs;
    if (seat.seat.kind === 'standalone') return noMasks;
    const camera = configuration.cameras.get(cameraId)?.document;
    return camera === undefined ? null : pictureMasks(camera, this.rules().maskStyle, openings.leftMs('unmask', cameraId));
  }

  /** What is hidden of a camera when nothing is lifted, as a text that differs when it does; `null`: not known. */
  hiddenBy(cameraId: string): string | null {
    if (this.#needs.seat.seat.kind === 'standalone') return 'nothing';
    const camera = this.#needs.configuration.cameras.get(cameraId)?.document;
    if (camera === undefined) return null;
    const masks = pictureMasks(camera, this.rules().maskStyle, null);
    return createHash('sha256').update(JSON.stringify(masks)).digest('hex');
  }

  isLifted(cameraId: string): boolean {
    return this.#needs.openings.leftMs('unmask', cameraId) !== null;
  }

  /** Whether any part of its picture is hidden, lifted or not. */
  hides(cameraId: string): boolean {
    return (this.#needs.configuration.cameras.get(cameraId)?.document.masks ?? []).length > 0;
  }

  /** The same of whatever stands at an address: one with the host of a camera that hides something. */
  hidesAt(url: string): boolean {
    const host = URL.parse(url)?.hostname;
    return [...this.#needs.configuration.cameras.values()].some(({ document: { masks, connection } }) => {
      if (masks === undefined || masks.length === 0) return false;
      return [connection.mainStream, connection.subStream].some((own) => own !== null && URL.parse(own)?.hostname === host);
    });
  }

  state(): PrivacyState {
    const { seat, openings, machine } = this.#needs;
    const rules = this.rules();
    return {
      watermark: watermarkOf(seat.current(), machine, rules),
      openings: openings.list().map(({ act, cameraId, byName, second }) => ({
        ...{ act, cameraId, byName, secondName: second.name },
        forMs: openings.leftMs(act, cameraId) ?? 0,
      })),
      liftMinutes: rules.liftMinutes,
      secondPersonHere: rules.secondPersonHere,
    };
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #configurationChanged(): void {
    const [before, style] = [this.#masks, this.#style];
    this.#masks = this.#declared();
    this.#style = this.rules().maskStyle;
    const ids = [...new Set([...before.keys(), ...this.#masks.keys()])];
    const other = ids.filter((id) => before.get(id) !== this.#masks.get(id) || (style !== this.#style && this.#masks.has(id)));
    if (other.length > 0) {
      const changed = new Set(other);
      this.#needs.openings.shutThese(({ act, cameraId }) => act === 'unmask' && changed.has(cameraId), 'masks-changed');
      this.masksChanged.emit(changed);
    }
    this.#tell();
  }

  /** As text, of the cameras that have any. */
  #declared(): ReadonlyMap<string, string> {
    const declared = new Map<string, string>();
    for (const [id, { document }] of this.#needs.configuration.cameras)
      if (document.masks !== undefined && document.masks.length > 0) declared.set(id, JSON.stringify(document.masks));
    return declared;
  }

  #tell(): void {
    const next = this.state();
    if (isDeepStrictEqual(next, this.#told)) return;
    this.#told = next;
    this.changed.emit(next);
  }
}

function* policiesIn({ policies }: PrivacyNeeds['configuration']): Iterable<Policy> {
  for (const { document } of policies.values()) yield document;
}
