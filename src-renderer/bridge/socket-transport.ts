/** The contract over a WebSocket, for the Chromium host. Reconnects with back-off; a call in flight when it breaks is lost. */
import type { Reply, WindowTransport } from '../../src-contract/ipc/builder.ts';
import { toWindowSchema, type FromWindow } from '../../src-contract/ipc/socket-frames.ts';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5000;
/** Calls made while the socket is down wait this long for it. */
const PATIENCE_MS = 5000;

/** The part of `WebSocket` used here. */
export type ContractSocket = Pick<WebSocket, 'send' | 'close' | 'onopen' | 'onmessage' | 'onclose'>;

export interface SocketTransportOptions {
  readonly open: () => ContractSocket;
  /** `setTimeout` and its undo. */
  readonly after: (delayMs: number, action: () => void) => () => void;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
}

interface Call {
  readonly frame: FromWindow;
  readonly settle: ((reply: Reply) => void) | null;
}

const unavailable: Reply = { ok: false, error: { kind: 'unavailable', key: 'main-gone', details: {} } };

/** Opens the socket at once. Answers `unavailable` to calls that were in flight when it is lost, or waited too long for it. */
export class SocketTransport implements WindowTransport {
  readonly #options: SocketTransportOptions;
  readonly #listeners = new Set<(channel: string, payload: unknown) => void>();
  readonly #reconnected = new Set<() => void>();
  readonly #lostListeners = new Set<() => void>();
  readonly #inFlight = new Map<number, (reply: Reply) => void>();
  readonly #waiting = new Set<Call>();
  #socket: ContractSocket | null = null;
  #ready = false;
  #everReady = false;
  #closed = false;
  #retryMs = FIRST_RETRY_MS;
  #nextId = 1;

  constructor(options: SocketTransportOptions) {
    this.#options = options;
    this.#connect();
  }

  invoke(channel: string, payload: unknown): Promise<Reply> {
    return new Promise((settle) => {
      this.#postOrWait({ frame: { kind: 'invoke', id: this.#nextId++, channel, payload }, settle });
    });
  }

  send(channel: string, payload: unknown): void {
    this.#postOrWait({ frame: { kind: 'send', channel, payload }, settle: null });
  }

  listen(listener: (channel: string, payload: unknown) => void): () => void {
    return subscribe(this.#listeners, listener);
  }

  /** The socket was lost and is back: notifications in between are gone, so start again from a snapshot. */
  onReconnected(listener: () => void): () => void {
    return subscribe(this.#reconnected, listener);
  }

  /** An open socket was lost; attempts to get it back follow. */
  onLost(listener: () => void): () => void {
    return subscribe(this.#lostListeners, listener);
  }

  close(): void {
    this.#closed = true;
    this.#socket?.close();
  }

  #connect(): void {
    if (this.#closed) return;
    const socket = this.#options.open();
    this.#socket = socket;
    socket.onopen = () => {
      this.#opened();
    };
    socket.onclose = () => {
      this.#lost();
    };
    socket.onmessage = (event: MessageEvent) => {
      this.#take(event.data);
    };
  }

  #opened(): void {
    const again = this.#everReady;
    this.#ready = true;
    this.#everReady = true;
    this.#retryMs = FIRST_RETRY_MS;
    for (const call of [...this.#waiting]) this.#post(call);
    this.#waiting.clear();
    if (again) for (const listener of [...this.#reconnected]) listener();
  }

  #lost(): void {
    const wasReady = this.#ready;
    this.#ready = false;
    this.#socket = null;
    for (const settle of [...this.#inFlight.values()]) settle(unavailable);
    this.#inFlight.clear();
    if (this.#closed) return;
    if (wasReady) for (const listener of [...this.#lostListeners]) listener();
    this.#options.after(this.#retryMs * (0.75 + this.#options.random() / 2), () => {
      this.#connect();
    });
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }

  #postOrWait(call: Call): void {
    if (this.#ready) {
      this.#post(call);
      return;
    }
    this.#waiting.add(call);
    this.#options.after(PATIENCE_MS, () => {
      if (this.#waiting.delete(call)) call.settle?.(unavailable);
    });
  }

  #post({ frame, settle }: Call): void {
    if (frame.kind === 'invoke' && settle !== null) this.#inFlight.set(frame.id, settle);
    this.#socket?.send(JSON.stringify(frame));
  }

  #take(data: unknown): void {
    const frame = toWindowSchema.safeParse(parseJson(data));
    if (!frame.success) return;
    if (frame.data.kind === 'notify') {
      for (const listener of [...this.#listeners]) listener(frame.data.channel, frame.data.payload);
      return;
    }
    const settle = this.#inFlight.get(frame.data.id);
    this.#inFlight.delete(frame.data.id);
    settle?.(frame.data.reply);
  }
}

function subscribe<T>(set: Set<T>, listener: T): () => void {
  set.add(listener);
  return () => void set.delete(listener);
}

function parseJson(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}
