/** The service's end of its host: picks Electron's parent port or the IPC channel of `fork`. */
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { Emitter, toDisposable } from '../base/disposable.ts';
import type { LinkChannel, ServiceSide } from '../base/service-channel.ts';
import { MAIN_PID_VARIABLE, toServiceSchema, type FromService, type ToService } from './service-envelope.ts';

/** A window sends only short commands over its link. */
const MAX_LINK_TEXT_BYTES = 256 * 1024;
const MAIN_CHECK_MS = 1000;

/** The part of Electron's `MessagePortMain` used here; the service must not import electron. */
export interface LinkPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** The part of Electron's `process.parentPort` used here. */
export interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown; readonly ports: readonly LinkPort[] }) => void): unknown;
}

/** The part of `process` used here, so that tests can stand in for it. */
export interface ServiceRuntime {
  readonly parentPort: ParentPort | null;
  readonly connected: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  send(message: FromService): void;
  onMessage(listener: (message: unknown, handle: unknown) => void): void;
  onDisconnect(listener: () => void): void;
  /** Whether a process of this id lives. */
  isAlive(pid: number): boolean;
}

/** Connects to whichever host started this process. Throws when nothing did. */
export function connectServiceSide(runtime: ServiceRuntime = processRuntime()): ServiceSide {
  const messages = new Emitter<unknown>();
  const links = new Emitter<LinkChannel>();
  const orphaned = new Emitter<undefined>();
  const take = (message: unknown, handle: unknown): void => {
    const parsed = toServiceSchema.safeParse(message);
    if (!parsed.success) return;
    const link = parsed.data.kind === 'message' || parsed.data.kind === 'stop' ? null : handle;
    if (parsed.data.kind === 'message') messages.emit(parsed.data.body);
    else if (parsed.data.kind === 'stop') orphaned.emit(undefined);
    else if (parsed.data.kind === 'link-socket' && link instanceof Socket)
      acceptSocket(parsed.data, link, (channel) => links.emit(channel));
    else if (parsed.data.kind === 'link-port' && isLinkPort(link)) links.emit(portLink(link));
  };
  const post = connect(runtime, take, () => {
    orphaned.emit(undefined);
  });
  return {
    send: (body) => {
      post({ kind: 'message', body });
    },
    onMessage: (listener) => messages.on(listener),
    onLink: (listener) => links.on(listener),
    onOrphaned: (listener) =>
      orphaned.on(() => {
        listener();
      }),
  };
}

function connect(
  runtime: ServiceRuntime,
  take: (message: unknown, handle: unknown) => void,
  lost: () => void,
): (message: FromService) => void {
  const port = runtime.parentPort;
  if (port !== null) {
    port.on('message', (event) => {
      take(event.data, event.ports[0]);
    });
    watchMain(runtime, lost);
    return (message) => {
      port.postMessage(message);
    };
  }
  if (!runtime.connected) throw new Error('this program is a service; it is started by the main program');
  runtime.onMessage(take);
  runtime.onDisconnect(lost);
  return (message) => {
    if (runtime.connected) runtime.send(message);
  };
}

/** Electron's parent port tells nothing when main is killed, so the service looks for main once a second. */
function watchMain(runtime: ServiceRuntime, lost: () => void): void {
  const pid = Number(runtime.env[MAIN_PID_VARIABLE]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return;
  const timer = setInterval(() => {
    if (runtime.isAlive(pid)) return;
    clearInterval(timer);
    lost();
  }, MAIN_CHECK_MS);
  timer.unref();
}

/** Finishes the WebSocket handshake that main only authenticated; from here bytes go from this process to the window. */
function acceptSocket(request: Extract<ToService, { kind: 'link-socket' }>, socket: Socket, accepted: (link: LinkChannel) => void): void {
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_LINK_TEXT_BYTES });
  const incoming = new IncomingMessage(socket);
  incoming.method = request.method;
  incoming.url = request.url;
  incoming.headers = request.headers;
  socket.on('error', () => socket.destroy());
  server.handleUpgrade(incoming, socket, Buffer.from(request.head), (webSocket) => {
    accepted(socketLink(webSocket));
  });
}

/** A link over a WebSocket. How far to run ahead of the window is the acknowledgement protocol's business, not the socket's. */
export function socketLink(socket: WebSocket): LinkChannel {
  const texts = new Emitter<string>();
  const closed = new Emitter<undefined>();
  socket.on('message', (data, isBinary) => {
    if (!isBinary && Buffer.isBuffer(data)) texts.emit(data.toString('utf8'));
  });
  socket.on('error', () => {
    socket.terminate();
  });
  socket.on('close', () => {
    closed.emit(undefined);
  });
  return {
    send(batch) {
      if (socket.readyState === socket.OPEN) socket.send(batch, { binary: true });
    },
    onText: (listener) => texts.on(listener),
    onClosed: (listener) =>
      closed.on(() => {
        listener();
      }),
    close: () => {
      socket.close();
    },
  };
}

/** A link over a message port. Sends an exact `ArrayBuffer`: cloning a view would copy all of the buffer behind it. */
export function portLink(port: LinkPort): LinkChannel {
  const texts = new Emitter<string>();
  const closed = new Emitter<undefined>();
  let open = true;
  const end = toDisposable(() => {
    open = false;
    closed.emit(undefined);
  });
  port.on('message', (event) => {
    if (typeof event.data === 'string' && event.data.length <= MAX_LINK_TEXT_BYTES) texts.emit(event.data);
  });
  port.on('close', () => {
    end.dispose();
  });
  port.start();
  return {
    send(batch) {
      if (open) port.postMessage(batch.buffer.slice(batch.byteOffset, batch.byteOffset + batch.byteLength));
    },
    onText: (listener) => texts.on(listener),
    onClosed: (listener) =>
      closed.on(() => {
        listener();
      }),
    close: () => {
      port.close();
      end.dispose();
    },
  };
}

function isLinkPort(value: unknown): value is LinkPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'start' in value;
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;
}

function processRuntime(): ServiceRuntime {
  const port: unknown = Reflect.get(process, 'parentPort');
  return {
    parentPort: isParentPort(port) ? port : null,
    get connected() {
      return process.connected;
    },
    env: process.env,
    send: (message) => process.send?.(message),
    onMessage: (listener) => process.on('message', listener),
    onDisconnect: (listener) => process.on('disconnect', listener),
    isAlive,
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (failure) {
    return failure instanceof Error && 'code' in failure && failure.code === 'EPERM';
  }
}
