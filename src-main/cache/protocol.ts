/** What main and the database worker say to each other. One reply per request, matched by sequence number. */
import type { WireError } from '../../src-contract/errors.ts';
import type { OpenReport } from './open-local-store.ts';

export interface WorkerStart {
  readonly directory: string;
}

export type WorkerRequest =
  | { readonly kind: 'query'; readonly sequence: number; readonly name: string; readonly args: readonly unknown[] }
  /** Writes today's backup if anything changed since the last one. */
  | { readonly kind: 'back-up'; readonly sequence: number }
  /** Backs up, closes the file and ends the worker. */
  | { readonly kind: 'close'; readonly sequence: number };

export type WorkerMessage =
  | { readonly kind: 'opened'; readonly report: OpenReport }
  | { readonly kind: 'done'; readonly sequence: number; readonly value: unknown; readonly durationMs: number }
  /** `cause` is for the log: a class name and SQLite code, never a value. */
  | { readonly kind: 'failed'; readonly sequence: number; readonly error: WireError; readonly cause: string };
