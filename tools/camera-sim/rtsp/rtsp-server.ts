/** The listener: accepts, refuses or ignores connections, and ends those of one camera or all on command. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { DisposableStore, toDisposable, type Disposable } from '../../../src-main/base/disposable.ts';
import { RtspConnection, type ConnectionParts } from './rtsp-connection.ts';
import type { RtspSession } from './rtsp-session.ts';

/** PEM texts. */
export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

export class RtspServer implements Disposable {
  readonly #parts: ConnectionParts;
  readonly #tls: TlsIdentity | null;
  readonly #connections = new Set<RtspConnection>();
  readonly #ignored = new Set<Socket>();
  readonly #held = new DisposableStore();
  #server: Server | null = null;
  #port = 0;
  #ignoring = false;

  /** With `tls` it speaks RTSPS and nothing else. */
  constructor(parts: ConnectionParts, tls: TlsIdentity | null = null) {
    this.#parts = parts;
    this.#tls = tls;
    const timer = setInterval(() => {
      for (const connection of this.#connections) connection.expireSessions(parts.now());
    }, 500);
    this.#held.add(
      toDisposable(() => {
        clearInterval(timer);
      }),
    );
  }

  get port(): number {
    return this.#port;
  }

  get sessions(): RtspSession[] {
    return [...this.#connections].flatMap((connection) => [...connection.sessions]);
  }

  get connecting(): number {
    return [...this.#connections].filter((connection) => ![...connection.sessions].some(({ playing }) => playing)).length;
  }

  /** Opens the port on loopback; 0 takes a free one, and keeps it over `stopListening`. Rejects when it is taken. */
  async listen(port: number): Promise<void> {
    if (this.#server !== null) return;
    const accept = (socket: Socket): void => {
      this.#accept(socket);
    };
    const server = this.#tls === null ? createServer(accept) : createTlsServer({ ...this.#tls }, accept);
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.removeListener('error', reject);
        resolve();
      });
    });
    this.#port = (server.address() as AddressInfo).port; // a TCP listener always has one
  }

  /** From now on the machine refuses connections to the port. */
  stopListening(): void {
    this.#server?.close();
    this.#server = null;
  }

  /** Accepts connections without ever answering on them. */
  setIgnoring(ignoring: boolean): void {
    this.#ignoring = ignoring;
    if (ignoring) return;
    for (const socket of this.#ignored) socket.destroy();
    this.#ignored.clear();
  }

  /** Ends the connections of one camera or all. */
  disconnect(camera: number | 'all', how: 'close' | 'reset'): void {
    for (const connection of [...this.#connections]) {
      if (camera !== 'all' && connection.camera !== camera) continue;
      if (how === 'close') connection.close();
      else connection.reset();
    }
  }

  #accept(socket: Socket): void {
    if (this.#ignoring) {
      this.#ignored.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.#ignored.delete(socket));
      return;
    }
    const connection = new RtspConnection(socket, this.#parts);
    this.#connections.add(connection);
    socket.on('close', () => this.#connections.delete(connection));
  }

  dispose(): void {
    this.stopListening();
    this.setIgnoring(false);
    this.disconnect('all', 'reset');
    this.#held.dispose();
  }
}
