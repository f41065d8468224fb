/**
 * The main side of the contract, derived from the schema: every call from a window passes the same gate
 * (known channel → rate → size → shape → rights) before a handler sees it, and every answer leaves as a
 * value of the declared shape or as a wire error. Nothing a window sends can make it throw.
 */
import { z } from 'zod';
import type { Caller, Contract, Handlers, InvokeEntry, Reply, SendEntry } from '../../src-contract/ipc/builder.ts';
import { channelOf } from '../../src-contract/ipc/builder.ts';
import { toWireError, VmsError } from '../../src-contract/errors.ts';
import type { AuditAction } from '../../src-contract/model/audit-draft.ts';
import type { Permission } from '../../src-contract/model/rights.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { fitsInto } from './payload-size.ts';
import { createRateLimit } from './rate-limit.ts';

/** Characters a payload may have unless its entry says otherwise. */
export const DEFAULT_MAX_SIZE = 1_000_000;
/** 64 tiles opening at once, several times over, must pass; a page gone wild must not. */
const BURST = 600;
const PER_SECOND = 200;

/** An audited call, and how to carry it out. Rejects without carrying it out where it cannot be written down. */
export type RunRecorded = <T>(deed: RecordedCall, effect: () => Promise<T> | T) => Promise<T>;
export interface RecordedCall {
  readonly action: AuditAction;
  readonly channel: string;
  /** What the arguments name, as far as they do; a thing that is being made has a name but no id. */
  readonly objectId: string | null;
  readonly objectName: string | null;
}

/** A call that reached no handler: for the log and the audit trail. Carries no payload. */
export interface Refusal {
  readonly windowId: string;
  /** As sent, cut to 80 characters; hostile text. */
  readonly channel: string;
  readonly error: VmsError;
}

export interface ContractServerOptions<C extends Contract> {
  readonly contract: C;
  readonly handlers: Handlers<C>;
  /** Throws `VmsError('denied')` when the caller lacks the right to do that with these arguments. Runs after the shape check, before the handler. */
  readonly authorise: (permission: Permission, args: unknown, caller: Caller) => void;
  readonly onRefused: (refusal: Refusal) => void;
  /** Runs the effect of an audited call between its intent and its result. */
  readonly recorded: RunRecorded;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/** What a host exposes to its windows (the shape of `ContractEndpoint` in `hosts/host.ts`). */
export interface ContractServer {
  /** Never rejects. */
  invoke(windowId: string, channel: string, payload: unknown): Promise<Reply>;
  /** Never throws. */
  send(windowId: string, channel: string, payload: unknown): void;
  /** Drops what is remembered about a closed window. */
  forgetWindow(windowId: string): void;
}

type Handler = (args: unknown, caller: Caller) => unknown;
interface Route {
  readonly entry: InvokeEntry | SendEntry;
  readonly handler: Handler;
}

/** Builds the endpoint for `host.exposeContract`. Throws at once when a handler is missing. */
export function createContractServer<C extends Contract>(options: ContractServerOptions<C>): ContractServer {
  const routes = routesOf(options.contract, options.handlers);
  const rate = createRateLimit(options.clock, BURST, PER_SECOND);

  const admit = (windowId: string, channel: unknown, payload: unknown, kind: Route['entry']['kind']): { route: Route; args: unknown } => {
    const route = typeof channel === 'string' ? routes.get(channel) : undefined;
    if (route?.entry.kind !== kind) throw new VmsError('unknown-channel', 'unknown-channel');
    if (!rate.admit(`${windowId} ${String(channel)}`)) throw new VmsError('unavailable', 'rate-limited');
    if (!fitsInto(payload, route.entry.maxSize ?? DEFAULT_MAX_SIZE)) throw new VmsError('too-large', 'request-too-large');
    const parsed = route.entry.args.safeParse(payload);
    if (!parsed.success) throw new VmsError('invalid-argument', 'invalid-argument', { at: firstPath(parsed.error) });
    options.authorise(route.entry.permission, parsed.data, { windowId });
    return { route, args: parsed.data };
  };
  const admitted = (windowId: string, channel: unknown, payload: unknown, kind: Route['entry']['kind']): ReturnType<typeof admit> => {
    try {
      return admit(windowId, channel, payload, kind);
    } catch (thrown) {
      const error = thrown instanceof VmsError ? thrown : new VmsError('internal', 'internal', {}, thrown);
      options.onRefused({ windowId, channel: describeChannel(channel), error });
      throw error;
    }
  };
  const failed = (channel: string, thrown: unknown): Reply => {
    if (!(thrown instanceof VmsError)) options.log.error('contract handler failed', { channel: describeChannel(channel), failure: thrown });
    return { ok: false, error: toWireError(thrown) };
  };

  return {
    async invoke(windowId, channel, payload) {
      try {
        const { route, args } = admitted(windowId, channel, payload, 'invoke');
        const effect = (): unknown => route.handler(args, { windowId });
        const { entry } = route;
        const value =
          entry.kind === 'invoke' && entry.audited !== undefined
            ? await options.recorded({ action: entry.audited, channel, ...namedObject(args) }, effect)
            : await effect();
        return { ok: true, value: encode(route.entry, value) };
      } catch (thrown) {
        return failed(channel, thrown);
      }
    },
    send(windowId, channel, payload) {
      try {
        const { route, args } = admitted(windowId, channel, payload, 'send');
        route.handler(args, { windowId });
      } catch (thrown) {
        failed(channel, thrown);
      }
    },
    forgetWindow(windowId) {
      rate.forget(`${windowId} `);
    },
  };
}

/** A map and not an object, so that `__proto__` or `constructor` are names like any other. */
function routesOf(contract: Contract, handlers: object): ReadonlyMap<string, Route> {
  const routes = new Map<string, Route>();
  for (const [group, calls] of Object.entries(contract)) {
    const own: unknown = Reflect.get(handlers, group);
    for (const [call, entry] of Object.entries(calls)) {
      if (entry.kind === 'notify') continue;
      const handler: unknown = typeof own === 'object' && own !== null ? Reflect.get(own, call) : undefined;
      if (typeof handler !== 'function') throw new VmsError('internal', 'internal', { missingHandler: channelOf(group, call) });
      routes.set(channelOf(group, call), { entry, handler: (args, caller) => Reflect.apply(handler, own, [args, caller]) as unknown });
    }
  }
  return routes;
}

/** Leaves out whatever the declared result does not name, so a handler cannot leak a field by accident. */
function encode(entry: InvokeEntry | SendEntry, value: unknown): unknown {
  if (entry.kind === 'send') return undefined;
  const parsed = entry.result.safeParse(value);
  if (!parsed.success) throw new Error(`result does not have its declared shape: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** The one thing or the few things an audited call names; an entry must stay short. */
function namedObject(args: unknown): Pick<RecordedCall, 'objectId' | 'objectName'> {
  const id = member(args, 'id') ?? member(args, 'cameraId');
  const ids = member(args, 'ids');
  const name = member(member(args, 'draft'), 'name');
  const several = Array.isArray(ids) ? ids.slice(0, 5).map(String).join(' ').slice(0, 200) : null;
  return { objectId: typeof id === 'string' ? id : several, objectName: typeof name === 'string' ? name.slice(0, 300) : null };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function firstPath(error: z.ZodError): string {
  return (error.issues[0]?.path ?? []).map(String).join('.').slice(0, 80);
}

function describeChannel(channel: unknown): string {
  return typeof channel === 'string' ? channel.slice(0, 80) : typeof channel;
}
