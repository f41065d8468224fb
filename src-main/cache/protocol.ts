/** What main and the database worker say to each other. One reply per request, matched by sequence number. */
import type { OpenReport } from './open-local-store.ts';
import type { OpenMessage, ReplyMessage } from './worker-client.ts';

export interface WorkerStart {
  readonly directory: string;
}

export type WorkerRequest =
  | { readonly kind: 'query'; readonly sequence: number; readonly name: string; readonly args: readonly unknown[] }
  /** Writes today's backup if anything changed since the last one. */
  | { readonly kind: 'back-up'; readonly sequence: number }
  /** Backs up, closes the file and ends the worker. */
  | { readonly kind: 'close'; readonly sequence: number };

export type WorkerMessage = OpenMessage<OpenReport> | ReplyMessage;
