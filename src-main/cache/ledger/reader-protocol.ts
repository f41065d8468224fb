/** What main and the ledger's reading worker say to each other. */
import type { AuditCell, AuditDetail, AuditFilter, Sighting } from '../../../src-contract/model/audit-log.ts';
import type { LedgerReport } from '../../base/ledger/verify.ts';
import type { ExportOrder, Exported } from './export-file.ts';
import type { LogAbout } from './log-state.ts';
import type { Found } from './readings.ts';
import type { SeenQuestion } from './seen.ts';
import type { LedgerKeys } from './writer.ts';

export interface ReaderStart {
  readonly directory: string;
  readonly keys: LedgerKeys;
}

/** Calls by name: what goes in and what comes out. */
export interface ReaderCalls {
  about: { readonly args: Record<string, never>; readonly result: LogAbout };
  find: { readonly args: AuditFilter; readonly result: Found };
  page: {
    readonly args: { readonly readingId: string; readonly from: number; readonly count: number };
    readonly result: readonly AuditCell[];
  };
  entry: { readonly args: { readonly readingId: string; readonly at: number }; readonly result: AuditDetail };
  whatWasSeen: { readonly args: SeenQuestion; readonly result: { readonly sightings: readonly Sighting[]; readonly truncated: boolean } };
  verify: { readonly args: { readonly elsewhere: readonly string[] }; readonly result: LedgerReport };
  export: { readonly args: ExportOrder; readonly result: Exported };
  close: { readonly args: Record<string, never>; readonly result: undefined };
}
export type ReaderCall = keyof ReaderCalls;

export interface ReaderRequest {
  readonly sequence: number;
  readonly call: ReaderCall;
  readonly args: unknown;
}
