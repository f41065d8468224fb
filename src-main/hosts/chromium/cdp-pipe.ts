/** A small client of Chromium's DevTools protocol over its private pipe (file descriptors 3 and 4). */
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { VmsError } from '../../../src-contract/errors.ts';
import type { Clock } from '../../base/clock.ts';
import { Emitter, type Disposable } from '../../base/disposable.ts';

/** A 4K screenshot is about 40 MB of Base64 at worst. */
const MAX_MESSAGE_BYTES = 128 * 1024 * 1024;
const COMMAND_TIMEOUT_MS = 15_000;

/** Splits a byte stream at NUL bytes, however the pipe cut it. Throws `RangeError` when one message outgrows `maxBytes`. */
export class NulFrames {
  readonly #maxBytes: number;
  #parts: Uint8Array[] = [];
  #size = 0;

  constructor(maxBytes: number = MAX_MESSAGE_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /** Returns the messages that this chunk completed, as text. */
  push(chunk: Uint8Array): readonly string[] {
    const complete: string[] = [];
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      this.#hold(chunk.subarray(start, end));
      complete.push(Buffer.concat(this.#parts).toString('utf8'));
      this.#parts = [];
      this.#size = 0;
      start = end + 1;
    }
    this.#hold(chunk.subarray(start));
    return complete;
  }

  #hold(part: Uint8Array): void {
    this.#size += part.byteLength;
    if (this.#size > this.#maxBytes) throw new RangeError(`message over ${this.#maxBytes} bytes`);
    if (part.byteLength > 0) this.#parts.push(part);
  }
}

const messageSchema = z.object({
  id: z.int().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  sessionId: z.string().optional(),
});

export interface CdpEvent {
  readonly method: string;
  readonly params: unknown;
  /** The attached page it is about; `null` for the browser itself. */
  readonly sessionId: string | null;
}

interface Pending {
  readonly settle: (message: z.infer<typeof messageSchema>) => void;
  readonly fail: (error: VmsError) => void;
  readonly timeout: Disposable;
}

/** Empty results are common; this says so at the call. */
export const anything = z.unknown();

export class CdpPipe implements Disposable {
  readonly #input: Writable;
  readonly #clock: Clock;
  readonly #frames = new NulFrames();
  readonly #pending = new Map<number, Pending>();
  readonly #events = new Emitter<CdpEvent>();
  #nextId = 1;
  #closed = false;

  constructor(input: Writable, output: Readable, clock: Clock) {
    this.#input = input;
    this.#clock = clock;
    const close = (): void => {
      this.dispose();
    };
    input.on('error', close);
    output.on('error', close);
    output.on('close', close);
    output.on('data', (chunk: Buffer) => {
      this.#take(chunk);
    });
  }

  onEvent(listener: (event: CdpEvent) => void): Disposable {
    return this.#events.on(listener);
  }

  /** Runs one command; `null` session means the browser. Rejects `unavailable` when it fails, times out or the browser goes. */
  send<T>(method: string, params: Readonly<Record<string, unknown>>, result: z.ZodType<T>, sessionId: string | null = null): Promise<T> {
    if (this.#closed) return Promise.reject(browserGone());
    const id = this.#nextId++;
    return new Promise<T>((resolve, reject) => {
      const fail = (error: VmsError): void => {
        this.#pending.get(id)?.timeout.dispose();
        this.#pending.delete(id);
        reject(error);
      };
      const timeout = this.#clock.after(COMMAND_TIMEOUT_MS, () => {
        fail(new VmsError('timeout', 'browser-silent', { command: method }));
      });
      const settle: Pending['settle'] = (message) => {
        const parsed = result.safeParse(message.result);
        if (message.error !== undefined)
          fail(new VmsError('unavailable', 'browser-refused', { command: method, reason: message.error.message }));
        else if (!parsed.success) fail(new VmsError('unavailable', 'browser-refused', { command: method, reason: 'unexpected answer' }));
        else resolve(parsed.data);
      };
      this.#pending.set(id, { settle, fail, timeout });
      this.#input.write(`${JSON.stringify({ id, method, params, ...(sessionId === null ? {} : { sessionId }) })}\0`);
    });
  }

  /** Fails whatever is waiting. Closing the pipe makes Chromium end by itself. */
  dispose(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const pending of [...this.#pending.values()]) pending.fail(browserGone());
    this.#input.destroy();
  }

  #take(chunk: Buffer): void {
    for (const message of this.#read(chunk)) this.#dispatch(message);
  }

  /** A browser that does not speak the protocol is as good as gone. */
  #read(chunk: Buffer): readonly z.infer<typeof messageSchema>[] {
    try {
      return this.#frames.push(chunk).map((text) => messageSchema.parse(JSON.parse(text)));
    } catch {
      this.dispose();
      return [];
    }
  }

  #dispatch(message: z.infer<typeof messageSchema>): void {
    if (message.id === undefined) {
      if (message.method !== undefined)
        this.#events.emit({ method: message.method, params: message.params, sessionId: message.sessionId ?? null });
      return;
    }
    const pending = this.#pending.get(message.id);
    pending?.timeout.dispose();
    this.#pending.delete(message.id);
    pending?.settle(message);
  }
}

function browserGone(): VmsError {
  return new VmsError('unavailable', 'browser-gone');
}
