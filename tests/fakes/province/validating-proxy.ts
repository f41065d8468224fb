import { readFileSync } from 'node:fs';
import { generateKeyPairSync } from 'node:crypto';
import { createServer, request as httpsRequest } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { OpenAPIBackend } from 'openapi-backend';
import type { Document } from 'openapi-backend';
import { parse } from 'yaml';
import type { ProvinceKeys } from '../../../tools/reference-backend/keys/province-keys.ts';

const FILE = resolve(import.meta.dirname, '../../../docs/api/provincial-backend.openapi.yaml');

/** Something either side did that the contract does not allow. */
export interface Violation {
  readonly side: 'request' | 'response';
  readonly operation: string;
  readonly status: number;
  readonly what: string;
}

export interface ValidatingProxy {
  /** `https://127.0.0.1:port`; trusted by the same root as the backend. */
  readonly url: string;
  readonly violations: readonly Violation[];
  /** Operations and statuses that went through, `signIn 201`. */
  readonly seen: ReadonlySet<string>;
  close(): Promise<void>;
}

type Content = Record<string, { readonly schema: unknown }>;

/** The library looks at `application/json` only: problems and notes are shown to it under that name; media types are checked here. */
const asJson = (definition: {
  paths: Record<string, Record<string, unknown>>;
  components: { responses: Record<string, { content?: Content }> };
}) => {
  const responses = [
    ...Object.values(definition.components.responses),
    ...Object.values(definition.paths).flatMap((item) =>
      Object.values(item).flatMap((operation) =>
        Object.values((operation as { responses?: Record<string, { content?: Content }> }).responses ?? {}),
      ),
    ),
  ];
  for (const response of responses) {
    const [body] = Object.values(response.content ?? {});
    if (body !== undefined) response.content = { ...response.content, 'application/json': body };
  }
  return definition;
};

const collect = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
};

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding']);
const onward = (headers: IncomingHttpHeaders): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));

const jsonOr = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const unpacked = (bytes: Buffer): Buffer => {
  try {
    return gunzipSync(bytes);
  } catch {
    return bytes; // broken on purpose: the backend must refuse it, and that is what is looked at
  }
};

const bodyOf = (headers: IncomingHttpHeaders, bytes: Buffer): unknown => {
  if (bytes.byteLength === 0) return undefined;
  const text = (headers['content-encoding'] === 'gzip' ? unpacked(bytes) : bytes).toString('utf8');
  return headers['content-type']?.includes('json') === true && !headers['content-type'].includes('ndjson') ? jsonOr(text) : text;
};

class Judge {
  readonly violations: Violation[] = [];
  readonly seen = new Set<string>();
  readonly #api: OpenAPIBackend;
  readonly #mediaTypes: ReadonlyMap<string, ReadonlyMap<string, string | null>>;

  constructor(api: OpenAPIBackend, mediaTypes: ReadonlyMap<string, ReadonlyMap<string, string | null>>) {
    this.#api = api;
    this.#mediaTypes = mediaTypes;
  }

  /** A request that does not fit must be refused by the backend; one it accepts anyway is a violation of both. */
  exchange(
    request: { method: string; url: string; headers: IncomingHttpHeaders; bytes: Buffer },
    status: number,
    headers: IncomingHttpHeaders,
    answer: Buffer,
  ): void {
    const [path = '', query = ''] = request.url.split('?');
    const parsed = {
      method: request.method,
      path,
      query,
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
      ),
      body: bodyOf(request.headers, request.bytes),
    };
    const operation = this.#api.matchOperation(parsed);
    const name = operation?.operationId ?? `${request.method} ${path}`;
    const add = (side: Violation['side'], what: string): void => void this.violations.push({ side, operation: name, status, what });
    this.seen.add(`${name} ${String(status)}`);
    if (operation === undefined) {
      if (status !== 404 && status !== 405) add('request', 'no such operation');
      return;
    }
    const faults = this.#api.validateRequest(parsed, operation).errors ?? [];
    if (faults.length > 0 && status < 400) add('request', `accepted: ${JSON.stringify(faults[0])}`);
    const promised = this.#mediaTypes.get(name);
    const wanted = promised?.get(String(status)) ?? (promised?.has(String(status)) === true ? null : promised?.get('default'));
    if (wanted === undefined) return add('response', 'a status that is not promised');
    const given = headers['content-type']?.split(';')[0] ?? null;
    if (given !== wanted) return add('response', `${String(given)} instead of ${String(wanted)}`);
    if (wanted === null) return answer.byteLength === 0 ? undefined : add('response', 'a body that is not promised');
    const text = answer.toString('utf8');
    const errors = this.#api.validateResponse(wanted === 'text/plain' ? text : jsonOr(text), operation, status).errors ?? [];
    for (const error of errors) add('response', JSON.stringify(error));
  }
}

const mediaTypesOf = (api: OpenAPIBackend): ReadonlyMap<string, ReadonlyMap<string, string | null>> =>
  new Map(
    api.router.getOperations().map((operation) => {
      const responses = operation.responses as Record<string, { content?: Content }>;
      const types = Object.entries(responses).map(([status, { content }]) => [status, Object.keys(content ?? {})[0] ?? null] as const);
      return [operation.operationId ?? '', new Map(types)];
    }),
  );

/** Stands between a client and the backend and judges both by the contract, with a validator that is neither's. */
export const startValidatingProxy = async (backendUrl: string, keys: ProvinceKeys, nowMs: number): Promise<ValidatingProxy> => {
  const definition = asJson(parse(readFileSync(FILE, 'utf8')) as Parameters<typeof asJson>[0]);
  const api = new OpenAPIBackend({
    definition: definition as unknown as Document,
    strict: false,
    quick: true,
    ajvOpts: { strict: false },
  });
  await api.init();
  const judge = new Judge(api, mediaTypesOf(api));
  const target = new URL(backendUrl);
  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const bytes = await collect(incoming);
    const asked = { method: incoming.method ?? 'GET', url: incoming.url ?? '/', headers: incoming.headers, bytes };
    const answer = await new Promise<IncomingMessage>((done, fail) => {
      const options = {
        host: target.hostname,
        port: target.port,
        path: asked.url,
        method: asked.method,
        headers: onward(asked.headers),
        ca: keys.authority.rootPem,
      };
      httpsRequest(options, done).on('error', fail).end(bytes);
    });
    const body = await collect(answer);
    judge.exchange(asked, answer.statusCode ?? 0, answer.headers, body);
    outgoing.writeHead(answer.statusCode ?? 502, onward(answer.headers)).end(body);
  };
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const cert = await keys.authority.issueForServer(key, ['127.0.0.1', 'localhost'], nowMs);
  const server = createServer({ key, cert }, (incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${String(port)}`,
    violations: judge.violations,
    seen: judge.seen,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
};
