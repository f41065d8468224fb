/** What main and the ledger worker say to each other. */
import type { AuditDraft } from '../../../src-contract/model/audit-draft.ts';
import type { AuditEntry, EntryHead } from '../../../src-contract/province/schemas.ts';
import type { LedgerEvent } from './open-ledger.ts';
import type { HeadPlace, OwnHead, UnsentEntry } from './outbox.ts';
import type { Acknowledged } from './state.ts';
import type { EntryPlace, LedgerKeys, WitnessedHead } from './writer.ts';

export interface LedgerStart {
  readonly directory: string;
  readonly keys: LedgerKeys;
  /** Of the log this one takes over from; it is put aside whole. */
  readonly previous: LedgerKeys | null;
  /** 32 bytes that seal the first checkpoint of a new log. */
  readonly firstSealingKey: Uint8Array;
  readonly bootId: string;
  readonly device: AuditEntry['device'];
}

/** Calls by name: what goes in and what comes out. */
export interface LedgerCalls {
  append: { readonly args: { readonly drafts: readonly AuditDraft[] }; readonly result: readonly EntryPlace[] };
  checkpoint: { readonly args: Record<string, never>; readonly result: boolean };
  /** `after`: as if the province had everything up to there. */
  unsent: {
    readonly args: { readonly most: number; readonly mostBytes: number; readonly after?: Acknowledged };
    readonly result: readonly UnsentEntry[];
  };
  countUnsent: { readonly args: Record<string, never>; readonly result: number };
  placeOfHead: { readonly args: { readonly head: EntryHead | null }; readonly result: HeadPlace };
  /** Opens an epoch bound to what the province has, and tells again there what it will not take under its old numbers. */
  openEpoch: { readonly args: { readonly head: EntryHead }; readonly result: readonly EntryPlace[] };
  /** `through`: as if the province had everything up to there. */
  headToWitness: { readonly args: { readonly through?: Acknowledged }; readonly result: OwnHead | null };
  keepWitnessed: { readonly args: WitnessedHead; readonly result: undefined };
  /** Takes the bodies of entries that the province has and that are older, a few thousand at once; answers how many. */
  prune: { readonly args: { readonly beforeMs: number }; readonly result: number };
  acknowledge: { readonly args: Acknowledged; readonly result: undefined };
  setClock: { readonly args: { readonly clock: AuditEntry['clock'] }; readonly result: undefined };
  close: { readonly args: Record<string, never>; readonly result: undefined };
}
export type LedgerCall = keyof LedgerCalls;

export interface LedgerRequest {
  readonly sequence: number;
  readonly call: LedgerCall;
  readonly args: unknown;
}

export interface LedgerOpened {
  readonly logId: string;
  readonly events: readonly LedgerEvent[];
}
