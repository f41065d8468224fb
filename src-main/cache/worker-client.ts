/** Main's side of a database worker: one reply per request, matched by sequence number; slow ones logged, failures as `VmsError`. */
import type { ResourceLimits, Worker } from 'node:worker_threads';
import { fromWireError, VmsError, type WireError } from '../../src-contract/errors.ts';
import type { Log } from '../base/log.ts';

/** A request slower than this is logged by name. */
export const SLOW_QUERY_MS = 40;

/**
 * For every database worker: what it makes per request is small and short-lived, and V8 would let each keep 16 MB of room for that
 * and give none back (0042).
 */
export const WORKER_LIMITS: ResourceLimits = { maxYoungGenerationSizeMb: 3 };

export type OpenMessage<R> = { readonly kind: 'opened'; readonly report: R } | { readonly kind: 'not-opened'; readonly error: WireError };

export type ReplyMessage =
  | { readonly kind: 'done'; readonly sequence: number; readonly value: unknown; readonly durationMs: number }
  /** `cause` is for the log: a class name and SQLite code, never a value. */
  | { readonly kind: 'failed'; readonly sequence: number; readonly error: WireError; readonly cause: string };

interface Waiting {
  readonly name: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (failure: unknown) => void;
}

export class WorkerClient<R> {
  /** Rejects when the worker cannot open its file, or cannot start at all. */
  readonly opened: Promise<R>;
  readonly ended: Promise<void>;
  readonly #worker: Worker;
  readonly #log: Log;
  readonly #waiting = new Map<number, Waiting>();
  #sequence = 0;
  #over = false;

  constructor(worker: Worker, log: Log) {
    this.#worker = worker;
    this.#log = log;
    this.opened = new Promise((resolve, reject) => {
      worker.on('message', (message: OpenMessage<R> | ReplyMessage) => {
        if (message.kind === 'opened') resolve(message.report);
        else if (message.kind === 'not-opened') reject(fromWireError(message.error));
        else this.#settle(message);
      });
      worker.once('error', (failure) => {
        reject(stopped(failure));
        this.#abandon(failure);
      });
    });
    this.ended = new Promise((resolve) => {
      worker.once('exit', () => {
        this.#abandon(undefined);
        resolve();
      });
    });
  }

  ask(name: string, build: (sequence: number) => unknown): Promise<unknown> {
    if (this.#over) return Promise.reject(stopped(undefined));
    const sequence = ++this.#sequence;
    return new Promise((resolve, reject) => {
      this.#waiting.set(sequence, { name, resolve, reject });
      this.#worker.postMessage(build(sequence));
    });
  }

  #settle(message: ReplyMessage): void {
    const waiting = this.#waiting.get(message.sequence);
    if (waiting === undefined) return;
    this.#waiting.delete(message.sequence);
    if (message.kind === 'failed') {
      this.#log.error('query failed', { query: waiting.name, error: message.error.key, cause: message.cause });
      waiting.reject(fromWireError(message.error));
      return;
    }
    if (message.durationMs > SLOW_QUERY_MS) this.#log.warn('slow query', { query: waiting.name, ms: Math.round(message.durationMs) });
    waiting.resolve(message.value);
  }

  #abandon(failure: unknown): void {
    if (failure !== undefined) this.#log.error('database worker stopped', { failure });
    this.#over = true;
    for (const waiting of this.#waiting.values()) waiting.reject(stopped(failure));
    this.#waiting.clear();
  }
}

const stopped = (cause: unknown): VmsError => new VmsError('unavailable', 'storage-unavailable', { code: 'stopped' }, cause);
