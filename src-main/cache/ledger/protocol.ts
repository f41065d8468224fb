/** What main and the ledger worker say to each other. */
import type { AuditDraft } from '../../../src-contract/model/audit-draft.ts';
import type { AuditEntry } from '../../../src-contract/province/schemas.ts';
import type { LedgerEvent } from './open-ledger.ts';
import type { UnsentEntry } from './queries.ts';
import type { Acknowledged } from './state.ts';
import type { EntryPlace, LedgerKeys } from './writer.ts';

export interface LedgerStart {
  readonly directory: string;
  readonly keys: LedgerKeys;
  /** 32 bytes that seal the first checkpoint of a new log. */
  readonly firstSealingKey: Uint8Array;
  readonly bootId: string;
  readonly device: AuditEntry['device'];
}

/** Calls by name: what goes in and what comes out. */
export interface LedgerCalls {
  append: { readonly args: { readonly drafts: readonly AuditDraft[] }; readonly result: readonly EntryPlace[] };
  checkpoint: { readonly args: Record<string, never>; readonly result: boolean };
  unsent: { readonly args: { readonly most: number; readonly mostBytes: number }; readonly result: readonly UnsentEntry[] };
  countUnsent: { readonly args: Record<string, never>; readonly result: number };
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
