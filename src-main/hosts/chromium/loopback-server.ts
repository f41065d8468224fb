/** The pages and sockets of the Chromium host, on 127.0.0.1 at a port of the system's choosing. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Disposable } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import { resolveContentFile, securityHeaders, withNonce } from '../page-content.ts';
import { isOwnRequest, type WindowGate } from './window-gate.ts';

export interface LoopbackServerOptions {
  /** Directory of the built pages. */
  readonly root: string;
  readonly gate: WindowGate;
  readonly log: Log;
  /** An authenticated upgrade; the handler owns the socket from here. */
  readonly onUpgrade: (kind: 'contract' | 'media', windowId: string, request: IncomingMessage, socket: Socket, head: Buffer) => void;
}

export interface LoopbackServer extends Disposable {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
}

/** Dark, as the program is: nothing white flashes up in a control room at night. */
const WAITING_PAGE = '<!doctype html><meta name="color-scheme" content="dark"><title>VMS</title>';

/** Where a window waits until the private pipe sends it to its real address. */
export const waitingPath = (windowId: string): string => `/waiting/${windowId}`;

/** Starts listening. */
export async function startLoopbackServer(options: LoopbackServerOptions): Promise<LoopbackServer> {
  const server = createServer({ maxHeaderSize: 16 * 1024 });
  const origin = await listen(server);
  const authority = origin.slice('http://'.length);
  server.on('request', (request, response) => {
    answer(request, response, options, authority).catch((failure: unknown) => {
      options.log.error('page request failed', { failure });
      response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    takeUpgrade(request, socket, head, options, authority);
  });
  server.on('clientError', (_failure, socket) => socket.destroy());
  return {
    origin,
    dispose() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(`http://127.0.0.1:${address.port}`);
      else reject(new Error('the loopback server has no port'));
    });
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: LoopbackServerOptions,
  authority: string,
): Promise<void> {
  const nonce = randomBytes(16).toString('base64');
  for (const [name, value] of Object.entries(securityHeaders(nonce))) response.setHeader(name, value);
  const finish = (status: number, body: Buffer | string = ''): void => {
    response.statusCode = status;
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  const url = parseUrl(request.url, authority);
  if (url === null) return finish(400);
  if (!isOwnRequest(claimsOf(request), authority, false)) return finish(403);
  if (request.method !== 'GET' && request.method !== 'HEAD') return finish(405);
  if (url.pathname.startsWith('/waiting/')) {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    return finish(200, WAITING_PAGE);
  }
  if (url.pathname === '/open') return open(url, options, response, finish);
  if (!options.gate.holdsAny(request.headers.cookie)) return finish(403);
  const file = resolveContentFile(options.root, url.pathname);
  const content = file === null ? null : await readOrNull(file.path);
  if (file === null || content === null) return finish(404);
  response.setHeader('Content-Type', file.mime);
  finish(200, withNonce(file, content, nonce));
}

/** Changes the one-time token into the window's cookie and leads to an address without it. */
function open(url: URL, options: LoopbackServerOptions, response: ServerResponse, finish: (status: number) => void): void {
  const windowId = url.searchParams.get('window') ?? '';
  const cookie = options.gate.redeem(windowId, url.searchParams.get('token') ?? '');
  if (cookie === null) {
    options.log.warn('window token refused', { windowId: windowId.slice(0, 20) });
    finish(403);
    return;
  }
  response.setHeader('Set-Cookie', cookie);
  response.setHeader('Location', `/?${new URLSearchParams({ view: url.searchParams.get('view') ?? '', window: windowId }).toString()}`);
  finish(302);
}

function takeUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, options: LoopbackServerOptions, authority: string): void {
  const url = parseUrl(request.url, authority);
  const kind = url?.pathname === '/contract' ? 'contract' : url?.pathname === '/media' ? 'media' : null;
  const windowId = url?.searchParams.get('window') ?? '';
  socket.on('error', () => socket.destroy());
  if (!isOwnRequest(claimsOf(request), authority, true) || !options.gate.holds(windowId, request.headers.cookie)) {
    options.log.warn('socket refused', { path: url?.pathname.slice(0, 40) ?? '', origin: request.headers.origin?.slice(0, 80) ?? '' });
    refuseUpgrade(socket, '403 Forbidden');
  } else if (kind === null || request.headers.upgrade?.toLowerCase() !== 'websocket') refuseUpgrade(socket, '404 Not Found');
  else if (socket instanceof Socket) options.onUpgrade(kind, windowId, request, socket, head);
}

/** Ends a socket that asked for an upgrade. `status` is code and phrase. */
export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function claimsOf(request: IncomingMessage): Parameters<typeof isOwnRequest>[0] {
  const { host, origin, cookie } = request.headers;
  return { host, origin, cookie, 'sec-fetch-site': request.headers['sec-fetch-site'] };
}

function parseUrl(target: string | undefined, authority: string): URL | null {
  if (target?.startsWith('/') !== true || target.startsWith('//') || target.length > 4096) return null;
  return URL.parse(target, `http://${authority}`);
}

async function readOrNull(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch {
    return null;
  }
}
