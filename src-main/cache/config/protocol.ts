/** What main and the configuration worker say to each other. */
import type { TrustKey } from '../../../src-contract/province/schemas.ts';
import type { Effect } from '../../base/sync/allowances.ts';
import type { KnownType } from '../../base/sync/judge-item.ts';
import type { Belief, FeedPage, FeedStep } from '../../base/sync/page.ts';
import type { Document } from '../../base/sync/revision.ts';
import type { Contents } from './contents.ts';
import type { CredentialChange, SealedCredential } from './credentials.ts';
import type { OpenedConfig } from './open-config.ts';
import type { RefusedItem } from './queries.ts';
import type { Received } from './receive.ts';

export interface ConfigStart {
  readonly directory: string;
}

export interface ConfigOpened {
  readonly state: OpenedConfig['state'];
}

/** An item as it is after a checkpoint; `document: null`: it is gone, or no longer used. */
export interface ChangedItem {
  readonly type: KnownType;
  readonly id: string;
  readonly rev: string | null;
  readonly document: Document | null;
  readonly effect: Effect;
}

export interface Taken {
  readonly received: Received;
  /** With `applied`, in the order rights must follow them; `null` after a snapshot, whose contents are read whole. */
  readonly items: readonly ChangedItem[] | null;
}

/** Calls by name: what goes in and what comes out. */
export interface ConfigCalls {
  contents: { readonly args: { readonly keys: readonly TrustKey[] }; readonly result: Contents };
  nextStep: { readonly args: Record<string, never>; readonly result: FeedStep };
  receive: { readonly args: { readonly page: FeedPage; readonly belief: Belief }; readonly result: Taken };
  startAgain: { readonly args: Record<string, never>; readonly result: undefined };
  forget: { readonly args: Record<string, never>; readonly result: undefined };
  refused: { readonly args: Record<string, never>; readonly result: readonly RefusedItem[] };
  countRefused: { readonly args: Record<string, never>; readonly result: number };
  /** Ids of cameras whose consent has ended by then, server time; they are no longer used. */
  endConsents: { readonly args: { readonly atMs: number }; readonly result: readonly string[] };
  credentials: { readonly args: Record<string, never>; readonly result: readonly SealedCredential[] };
  storeCredentials: { readonly args: CredentialChange; readonly result: undefined };
  close: { readonly args: Record<string, never>; readonly result: undefined };
}
export type ConfigCall = keyof ConfigCalls;

export interface ConfigRequest {
  readonly sequence: number;
  readonly call: ConfigCall;
  readonly args: unknown;
}
