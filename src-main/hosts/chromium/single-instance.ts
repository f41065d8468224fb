/**
 * One program per data directory, without anything of one platform only: the first start listens on loopback and
 * leaves port and token in `instance.json`; a second start finds it, says what it was asked, and ends.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { VmsError } from '../../../src-contract/errors.ts';
import type { Disposable } from '../../base/disposable.ts';

const ANSWER_MS = 2000;
const SETTLE_MS = 60;
const MAX_LINE = 8192;

const lockSchema = z.object({ port: z.int().min(1).max(65_535), token: z.string().min(32) });
const requestSchema = z.object({ token: z.string(), deepLink: z.string().max(4096).nullable() });

export type InstanceClaim =
  | { readonly kind: 'first'; readonly lock: InstanceLock }
  /** The running program has been told. */
  | { readonly kind: 'second' };

export interface InstanceLock {
  /** Closes the listener and removes the lock file. */
  release(): Promise<void>;
}

/** Claims `directory`, or hands `deepLink` to the program that holds it. Throws `conflict` when neither works. */
export async function claimInstance(
  directory: string,
  deepLink: string | null,
  onSecondStart: (deepLink: string | null) => void,
): Promise<InstanceClaim> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, 'instance.json');
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const held = await readLock(path);
    if (held.kind === 'lock' && (await tellRunning(held.port, held.token, deepLink))) return { kind: 'second' };
    if (held.kind !== 'none') await rm(path, { force: true });
    const lock = await takeLock(path, onSecondStart);
    if (lock !== null) return { kind: 'first', lock };
  }
  throw new VmsError('conflict', 'instance-lock', { path });
}

async function takeLock(path: string, onSecondStart: (deepLink: string | null) => void): Promise<InstanceLock | null> {
  const token = randomBytes(32).toString('base64url');
  const listener = await listenForStarts(token, onSecondStart);
  const own = JSON.stringify({ port: listener.port, token });
  try {
    await writeFile(path, own, { mode: 0o600, flag: 'wx' });
  } catch {
    listener.dispose();
    return null;
  }
  // two starts that both found a dead lock may each have removed the other's: only the one whose file stays wins
  await delay(SETTLE_MS);
  const stays = async (): Promise<boolean> => (await readFile(path, 'utf8').catch(() => '')) === own;
  if (!(await stays())) {
    listener.dispose();
    return null;
  }
  return {
    async release() {
      listener.dispose();
      if (await stays()) await rm(path, { force: true });
    },
  };
}

type HeldLock =
  { readonly kind: 'none' } | { readonly kind: 'broken' } | { readonly kind: 'lock'; readonly port: number; readonly token: string };

async function readLock(path: string): Promise<HeldLock> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return { kind: 'none' };
  try {
    return { kind: 'lock', ...lockSchema.parse(JSON.parse(text)) };
  } catch {
    return { kind: 'broken' };
  }
}

async function listenForStarts(token: string, onSecondStart: (deepLink: string | null) => void): Promise<Disposable & { port: number }> {
  const server = createServer((socket) => {
    readLine(socket, (line) => {
      const request = parseRequest(line);
      if (request === null || !sameText(request.token, token)) {
        socket.destroy();
        return;
      }
      socket.end('shown\n');
      onSecondStart(request.deepLink);
    });
  });
  const port = await listen(server);
  return { port, dispose: () => server.close() };
}

function tellRunning(port: number, token: string, deepLink: string | null): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${JSON.stringify({ token, deepLink })}\n`));
    socket.setTimeout(ANSWER_MS, () => socket.destroy());
    readLine(socket, (line) => {
      resolve(line === 'shown');
      socket.destroy();
    });
    socket.on('close', () => {
      resolve(false);
    });
  });
}

function readLine(socket: Socket, take: (line: string) => void): void {
  let text = '';
  socket.setEncoding('utf8');
  socket.setTimeout(ANSWER_MS, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: string) => {
    text += chunk;
    const end = text.indexOf('\n');
    if (end >= 0) {
      socket.removeAllListeners('data');
      take(text.slice(0, end));
    } else if (text.length > MAX_LINE) socket.destroy();
  });
}

function parseRequest(line: string): z.infer<typeof requestSchema> | null {
  try {
    return requestSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function sameText(left: string, right: string): boolean {
  const one = Buffer.from(left);
  const two = Buffer.from(right);
  return one.byteLength === two.byteLength && timingSafeEqual(one, two);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('no port'));
    });
  });
}
