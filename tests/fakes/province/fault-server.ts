/** Stands between a workstation and the province and spoils answers: what a bad line, a portal or an ill server does. */
import { createServer, request as httpsRequest } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProvinceKeys } from '../../../tools/reference-backend/keys/province-keys.ts';

export type Fault =
  /** Instead of the province's answer, which is never asked for. */
  | { readonly kind: 'answer'; readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  /** The province has done it; its answer is lost on the way. */
  | { readonly kind: 'lost' }
  /** The first half of the province's answer, then nothing. */
  | { readonly kind: 'half' };

export interface FaultServer {
  readonly url: string;
  /** The next answers to requests whose path begins so are spoiled like this, one each. */
  spoil(path: string, ...faults: readonly Fault[]): void;
  /** Paths asked for, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** @param target where the province really is */
export async function startFaultServer(target: string, keys: ProvinceKeys): Promise<FaultServer> {
  const queued: { readonly path: string; readonly fault: Fault }[] = [];
  const asked: string[] = [];
  const server = createServer({ key: keys.tls.key, cert: keys.tls.certificate }, (incoming, outgoing) => {
    const path = incoming.url ?? '';
    asked.push(`${incoming.method ?? ''} ${path.split('?')[0] ?? ''}`);
    const at = queued.findIndex((one) => path.startsWith(one.path));
    const [hit] = at === -1 ? [] : queued.splice(at, 1);
    void answer(target, keys, incoming, outgoing, hit?.fault ?? null).catch(() => outgoing.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`, // it listens on TCP
    spoil: (path, ...faults) => queued.push(...faults.map((fault) => ({ path, fault }))),
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function answer(
  target: string,
  keys: ProvinceKeys,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  fault: Fault | null,
): Promise<void> {
  const body = await collected(incoming);
  if (fault?.kind === 'answer') {
    outgoing.writeHead(fault.status, fault.headers).end(fault.body);
    return;
  }
  const reply = await forwarded(target, keys, incoming, body);
  const content = await collected(reply);
  if (fault?.kind === 'lost') {
    outgoing.destroy();
    return;
  }
  const headers = Object.fromEntries(
    Object.entries(reply.headers).filter(([name]) => name !== 'connection' && name !== 'transfer-encoding'),
  );
  outgoing.writeHead(reply.statusCode ?? 502, { ...headers, 'content-length': String(content.length) });
  if (fault === null) outgoing.end(content);
  else outgoing.write(content.subarray(0, content.length >> 1), () => outgoing.destroy());
}

function forwarded(target: string, keys: ProvinceKeys, incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
  const url = new URL(incoming.url ?? '/', target);
  return new Promise((resolve, reject) => {
    // With the host the workstation asked: its proof names it.
    const outgoing = httpsRequest(url, { method: incoming.method, headers: incoming.headers, ca: keys.authority.rootPem }, resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function collected(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
