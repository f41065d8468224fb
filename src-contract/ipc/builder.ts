/**
 * Turns one schema object into both ends of a channel set.
 *
 * A contract is group → call → entry. An entry is `invoke` (ask and wait), `send` (tell main) or
 * `notify` (main tells windows). The main side, the window side, the Chromium bridge and the test
 * fakes are all derived from it here, so adding a call is one entry and one handler.
 */
import { z } from 'zod';
import type { AuditAction } from '../model/audit-draft.ts';
import type { Permission } from '../model/rights.ts';
import { fromWireError, wireErrorSchema, type WireError } from '../errors.ts';

export interface InvokeEntry<A extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  readonly kind: 'invoke';
  readonly permission: Permission;
  /** Written down before it is done and again after (R-AUD-02); refused where that is impossible. */
  readonly audited?: AuditAction;
  readonly args: A;
  readonly result: R;
  /** Characters the payload may have where the usual bound of 1,000,000 is too small. */
  readonly maxSize?: number;
}
export interface SendEntry<A extends z.ZodType = z.ZodType> {
  readonly kind: 'send';
  readonly permission: Permission;
  readonly args: A;
  readonly maxSize?: number;
}
export interface NotifyEntry<P extends z.ZodType = z.ZodType> {
  readonly kind: 'notify';
  readonly payload: P;
}
export type Entry = InvokeEntry | SendEntry | NotifyEntry;
export type Contract = Readonly<Record<string, Readonly<Record<string, Entry>>>>;

export function invoke<A extends z.ZodType, R extends z.ZodType>(entry: Omit<InvokeEntry<A, R>, 'kind'>): InvokeEntry<A, R> {
  return { kind: 'invoke', ...entry };
}
export function send<A extends z.ZodType>(entry: Omit<SendEntry<A>, 'kind'>): SendEntry<A> {
  return { kind: 'send', ...entry };
}
export function notify<P extends z.ZodType>(payload: P): NotifyEntry<P> {
  return { kind: 'notify', payload };
}

/** `group.call`, the name on the wire. */
export type Channel = string & { readonly __unit: 'channel' };
export const channelOf = (group: string, call: string): Channel => `${group}.${call}` as Channel; // brand: the one way in

/** What main answers to an invoke. */
export const replySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: wireErrorSchema }),
]);
export type Reply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: WireError };

/** The window's way to main, supplied by the preload (Electron), the socket (Chromium) or a test fake. */
export interface WindowTransport {
  invoke(channel: string, payload: unknown): Promise<Reply>;
  send(channel: string, payload: unknown): void;
  /** Calls back for every notification; returns the unsubscribe. */
  listen(listener: (channel: string, payload: unknown) => void): () => void;
}

type ClientCall<E> =
  E extends InvokeEntry<infer A, infer R>
    ? (args: z.input<A>) => Promise<z.output<R>>
    : E extends SendEntry<infer A>
      ? (args: z.input<A>) => void
      : E extends NotifyEntry<infer P>
        ? (listener: (payload: z.output<P>) => void) => () => void
        : never;
/** The window side: functions to call, and `onX(listener)` that return an unsubscribe. */
export type Client<C extends Contract> = { readonly [G in keyof C]: { readonly [K in keyof C[G]]: ClientCall<C[G][K]> } };

type HandlerCall<E> =
  E extends InvokeEntry<infer A, infer R>
    ? (args: z.output<A>, caller: Caller) => Promise<z.input<R>> | z.input<R>
    : E extends SendEntry<infer A>
      ? (args: z.output<A>, caller: Caller) => void
      : never;
type Called<G> = { [K in keyof G as G[K] extends NotifyEntry ? never : K]: HandlerCall<G[K]> };
/** The main side: one function per invoke and send entry; notify entries have none. */
export type Handlers<C extends Contract> = { readonly [G in keyof C]: Called<C[G]> };

type NotifyCall<E> = E extends NotifyEntry<infer P> ? (payload: z.input<P>) => void : never;
type Notified<G> = { [K in keyof G as G[K] extends NotifyEntry ? K : never]: NotifyCall<G[K]> };
/** The main side's way to tell windows. */
export type Notifier<C extends Contract> = { readonly [G in keyof C]: Notified<C[G]> };

/** Which window called; main-side services key tickets and reports by it. */
export interface Caller {
  readonly windowId: string;
}

/** Derives the window side. Errors reject as `VmsError`, so callers catch one class. */
export function createClient<C extends Contract>(contract: C, transport: WindowTransport): Client<C> {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  transport.listen((channel, payload) => {
    for (const listener of listeners.get(channel) ?? []) listener(payload);
  });
  const subscribe = (channel: string, listener: (payload: unknown) => void): (() => void) => {
    const set = listeners.get(channel) ?? new Set();
    listeners.set(channel, set.add(listener));
    return () => void set.delete(listener);
  };
  return mapEntries(contract, (entry, channel) => {
    switch (entry.kind) {
      case 'invoke':
        return async (args: unknown) => unwrap(await transport.invoke(channel, args));
      case 'send':
        return (args: unknown) => {
          transport.send(channel, args);
        };
      case 'notify':
        return (listener: (payload: unknown) => void) => subscribe(channel, listener);
    }
  }) as Client<C>; // built from the same contract, entry by entry
}

/** Derives the main side's notifier from a broadcast function. */
export function createNotifier<C extends Contract>(contract: C, broadcast: (channel: string, payload: unknown) => void): Notifier<C> {
  return mapEntries(contract, (entry, channel) =>
    entry.kind === 'notify'
      ? (payload: unknown) => {
          broadcast(channel, payload);
        }
      : undefined,
  ) as Notifier<C>; // built from the same contract, entry by entry
}

function unwrap(reply: Reply): unknown {
  if (reply.ok) return reply.value;
  throw fromWireError(reply.error);
}

function mapEntries(contract: Contract, map: (entry: Entry, channel: Channel) => unknown): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(contract).map(([group, calls]) => [
      group,
      Object.fromEntries(Object.entries(calls).map(([call, entry]) => [call, map(entry, channelOf(group, call))])),
    ]),
  );
}
