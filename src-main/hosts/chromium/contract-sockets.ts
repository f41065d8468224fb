/** Carries the contract over one WebSocket per window. Frames: `src-contract/ipc/socket-frames.ts`. */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { fromWindowSchema, type ToWindow } from '../../../src-contract/ipc/socket-frames.ts';
import type { Reply } from '../../../src-contract/ipc/builder.ts';
import type { Disposable } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import type { ContractEndpoint } from '../host.ts';

/** The longest call is a CSV text of 8 million characters, of up to three bytes each. */
const MAX_FRAME_BYTES = 32 * 1024 * 1024;
/** A window that lets this much pile up is stuck: its socket is cut, and it starts anew from a snapshot. */
const MAX_BUFFERED_BYTES = 32 * 1024 * 1024;

export class ContractSockets implements Disposable {
  readonly #server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_FRAME_BYTES });
  readonly #sockets = new Map<string, WebSocket>();
  readonly #log: Log;
  #endpoint: ContractEndpoint | null = null;

  constructor(log: Log) {
    this.#log = log;
  }

  expose(endpoint: ContractEndpoint): void {
    this.#endpoint = endpoint;
  }

  /** Takes over an upgrade the gate has admitted. A newer socket of the same window replaces the older. */
  accept(windowId: string, request: IncomingMessage, socket: Socket, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      this.#sockets.get(windowId)?.terminate();
      this.#sockets.set(windowId, webSocket);
      webSocket.on('error', () => {
        webSocket.terminate();
      });
      webSocket.on('close', () => {
        if (this.#sockets.get(windowId) === webSocket) this.#sockets.delete(windowId);
      });
      webSocket.on('message', (data, isBinary) => {
        if (isBinary || !Buffer.isBuffer(data)) webSocket.terminate();
        else void this.#take(windowId, webSocket, data.toString('utf8'));
      });
    });
  }

  /** Tells one window, or all with `null`. */
  notify(windowId: string | null, channel: string, payload: unknown): void {
    const text = JSON.stringify({ kind: 'notify', channel, payload } satisfies ToWindow);
    for (const [id, socket] of this.#sockets) if (windowId === null || windowId === id) post(socket, text);
  }

  drop(windowId: string): void {
    this.#sockets.get(windowId)?.terminate();
  }

  dispose(): void {
    for (const socket of this.#sockets.values()) socket.terminate();
    this.#server.close();
  }

  async #take(windowId: string, socket: WebSocket, text: string): Promise<void> {
    const frame = fromWindowSchema.safeParse(parseJson(text));
    if (!frame.success) {
      this.#log.warn('window sent a frame that is not one', { windowId });
      socket.terminate();
      return;
    }
    if (frame.data.kind === 'send') {
      this.#endpoint?.send(windowId, frame.data.channel, frame.data.payload);
      return;
    }
    const reply = (await this.#endpoint?.invoke(windowId, frame.data.channel, frame.data.payload)) ?? notReady;
    post(socket, JSON.stringify({ kind: 'reply', id: frame.data.id, reply } satisfies ToWindow));
  }
}

const notReady: Reply = { ok: false, error: { kind: 'unavailable', key: 'starting', details: {} } };

function post(socket: WebSocket, text: string): void {
  if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.terminate();
  else if (socket.readyState === socket.OPEN) socket.send(text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
