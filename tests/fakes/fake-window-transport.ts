/**
 * The window's transport with handlers in the same process, derived from a contract: arguments, results and
 * notifications pass the same schemas as in the program, so a test cannot live on shapes that do not exist.
 */
import {
  createNotifier,
  type Caller,
  type Contract,
  type Handlers,
  type Notifier,
  type Reply,
  type WindowTransport,
} from '../../src-contract/ipc/builder.ts';
import { toWireError, VmsError } from '../../src-contract/errors.ts';

/** Any part of a contract's handlers; a call without one answers `unavailable`. */
export type SomeHandlers<C extends Contract> = { readonly [G in keyof C]?: Partial<Handlers<C>[G]> };

export interface FakeTransport<C extends Contract> extends WindowTransport {
  /** Every call that passed the schemas, oldest first. */
  readonly calls: readonly { readonly channel: string; readonly payload: unknown }[];
  /** What main would tell the window. Throws on a payload of the wrong shape. */
  readonly notifier: Notifier<C>;
}

const caller: Caller = { windowId: 'w1' };

export function createFakeTransport<C extends Contract>(contract: C, handlers: SomeHandlers<C>): FakeTransport<C> {
  const calls: { channel: string; payload: unknown }[] = [];
  const listeners = new Set<(channel: string, payload: unknown) => void>();
  const entryOf = (channel: string) => {
    const [group = '', call = ''] = channel.split('.');
    const entry = contract[group]?.[call];
    if (entry === undefined) throw new Error(`the contract has no ${channel}`);
    return { entry, handler: member(member(handlers, group), call) };
  };
  const run = async (channel: string, payload: unknown): Promise<unknown> => {
    const { entry, handler } = entryOf(channel);
    if (entry.kind === 'notify') throw new Error(`${channel} cannot be called`);
    const args = entry.args.parse(payload);
    calls.push({ channel, payload: args });
    if (typeof handler !== 'function') throw new VmsError('unavailable', 'main-gone');
    const value: unknown = await Reflect.apply(handler, undefined, [args, caller]);
    return entry.kind === 'invoke' ? entry.result.parse(value) : undefined;
  };
  return {
    calls,
    notifier: createNotifier(contract, (channel, payload) => {
      const { entry } = entryOf(channel);
      const told: unknown = entry.kind === 'notify' ? entry.payload.parse(payload) : payload;
      for (const listener of [...listeners]) listener(channel, structuredClone(told));
    }),
    async invoke(channel, payload): Promise<Reply> {
      try {
        return { ok: true, value: structuredClone(await run(channel, payload)) };
      } catch (failure) {
        return { ok: false, error: toWireError(failure) };
      }
    },
    send(channel, payload) {
      run(channel, payload).catch(() => undefined);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, name) as unknown) : undefined;
}
