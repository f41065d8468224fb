/** The HTTPS server: contract first, then who asks, then the handler, all in one transaction; every answer is judged before it leaves. */
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { gunzipSync } from 'node:zlib';
import { operations } from '../../../src-contract/province/operations.ts';
import type { OperationId } from '../../../src-contract/province/operations.ts';
import { DeviceProofs } from '../sessions/device-proof.ts';
import type { Handler, Province } from './calls.ts';
import { identify } from './identify.ts';
import { loadContract } from './contract.ts';
import type { OperationRules } from './contract.ts';
import { handlers } from './handlers.ts';
import { problemOf } from './problems.ts';
import { RateLimit } from './rate-limit.ts';
import { refuse, Refusal } from './refusal.ts';

export const AUDIT_BYTES = 1_048_576;
const UNPACKED_BYTES = 8_388_608;

export interface ServerOptions {
  readonly province: Province;
  /** Further authorities the server is reached by, such as a proxy's. */
  readonly alsoAt: readonly string[];
  /** Told of failures that are ours; never of a refusal. */
  readonly onFault: (fault: unknown) => void;
}

const fastifyPath = (path: string): string => path.replaceAll(':', '::').replaceAll(/\{(\w+)\}/g, ':$1');

const unpacked = (request: FastifyRequest): Buffer => {
  const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (raw.byteLength > AUDIT_BYTES) throw refuse('too-large', { details: { limit: AUDIT_BYTES } });
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined) return raw;
  if (encoding !== 'gzip') throw refuse('unsupported-media-type');
  try {
    return gunzipSync(raw, { maxOutputLength: UNPACKED_BYTES });
  } catch (failure) {
    const tooLarge = failure instanceof RangeError;
    throw tooLarge ? refuse('too-large', { details: { limit: UNPACKED_BYTES } }) : refuse('invalid-request', { details: { at: 'body' } });
  }
};

const textOfBody = (bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refuse('invalid-request', { details: { at: 'body' } });
  }
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refuse('invalid-request', { details: { at: 'body' } });
  }
};

const fits = (judge: OperationRules['body'], value: unknown, place: string): void => {
  const at = judge?.(value) ?? null;
  if (at !== null) throw refuse('invalid-request', { details: { at: `${place}${at}` } });
};

/** What came, judged by the contract. */
const readRequest = (request: FastifyRequest, rules: OperationRules) => {
  const path = { ...(request.params as object) }; // fastify's parameters are a record of text
  const query = { ...(request.query as object) }; // as is its query
  const headers = { ...request.headers };
  fits(rules.parameters.path, path, 'path');
  fits(rules.parameters.query, query, 'query');
  fits(rules.parameters.header, headers, 'header');
  if (rules.body === null) return { path, query, headers, text: '', body: null };
  const given = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (given !== rules.mediaType) throw refuse('unsupported-media-type');
  const text = textOfBody(unpacked(request));
  const body = rules.mediaType === 'application/json' ? jsonOf(text) : text;
  fits(rules.body, body, 'body');
  return { path, query, headers, text, body };
};

const namedHeaders = (id: OperationId, headers: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.keys(operations[id].headers.shape).map((name) => [name, headers[name.toLowerCase()]]));

interface Sent {
  readonly status: number;
  readonly body: unknown;
  readonly etag?: string;
}

class Route {
  readonly #id: OperationId;
  readonly #rules: OperationRules;
  readonly #proofs: DeviceProofs;
  readonly #limit: RateLimit;
  readonly #options: ServerOptions;

  constructor(id: OperationId, rules: OperationRules, proofs: DeviceProofs, limit: RateLimit, options: ServerOptions) {
    this.#id = id;
    this.#rules = rules;
    this.#proofs = proofs;
    this.#limit = limit;
    this.#options = options;
  }

  async handle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    try {
      const sent = await this.#answer(request);
      const status = String(sent.status);
      const judge = this.#rules.answers.get(status);
      const fault = judge === undefined ? 'status' : judge(sent.body);
      if (fault !== null) throw new Error(`${this.#id} ${status} breaks the contract at ${fault}`);
      if (sent.etag !== undefined) reply.header('etag', sent.etag);
      const text = typeof sent.body === 'string';
      reply.code(sent.status);
      if (sent.body === null) return await reply.send();
      return await reply
        .type(text ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8')
        .send(text ? sent.body : JSON.stringify(sent.body));
    } catch (failure) {
      if (!(failure instanceof Refusal)) this.#options.onFault(failure);
      return sendProblem(reply, failure);
    }
  }

  async #answer(request: FastifyRequest): Promise<Sent> {
    const { province, alsoAt } = this.#options;
    const receivedMs = province.now();
    const operation = operations[this.#id];
    const [path = ''] = request.url.split('?');
    const proved = await identify.proof(this.#proofs, operation.who, request, path, alsoAt);
    this.#limit.take(proved?.prover.thumbprint ?? request.ip, province.now());
    const given = readRequest(request, this.#rules);
    if (province.maintenance() && operation.method !== 'GET') throw refuse('unavailable', { retryAfterS: 60 });
    // The table pairs each operation with its own handler; TypeScript cannot follow that through a variable key.
    const handler = handlers[this.#id] as unknown as Handler<OperationId>; // see above
    const outcome = await province.database.transaction(async (transaction) => {
      try {
        const caller = await identify.caller(transaction, province, operation.who, proved, this.#id);
        const call = {
          province,
          transaction,
          caller,
          path: operation.pathParameters.parse(given.path),
          query: operation.query.parse(given.query),
          headers: operation.headers.parse(namedHeaders(this.#id, given.headers)),
          body: operation.request === null ? null : operation.request.schema.parse(given.body),
          text: `${request.method} ${path}\n${given.text}`,
          nowMs: province.now(),
          receivedMs,
        };
        return await handler(call as unknown as Parameters<typeof handler>[0]); // parsed by this operation's own schemas just above
      } catch (failure) {
        if (failure instanceof Refusal && failure.extras.keep === true) return failure;
        throw failure;
      }
    });
    if (outcome instanceof Refusal) throw outcome;
    return outcome;
  }
}

const sendProblem = (reply: FastifyReply, failure: unknown): FastifyReply => {
  const { problem, retryAfterS } = problemOf(failure);
  if (retryAfterS !== null) reply.header('retry-after', String(retryAfterS));
  return reply.code(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
};

const notFoundOrMethod = (method: string, url: string): Refusal => {
  const [path = ''] = url.split('?');
  const known = Object.values(operations).some((operation) => {
    const pattern = operation.path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, '[^/]+');
    return operation.method !== method && new RegExp(`^${pattern}$`, 'u').test(path);
  });
  return refuse(known ? 'method-not-allowed' : 'not-found');
};

/** The application; `listen` and `close` are the caller's. */
export const buildServer = (options: ServerOptions): FastifyInstance => {
  const { province } = options;
  const proofs = new DeviceProofs(province.keys.secret, province.now);
  const limit = new RateLimit();
  const app = fastify({
    https: { key: province.keys.tls.key, cert: province.keys.tls.certificate, minVersion: 'TLSv1.2' },
    bodyLimit: AUDIT_BYTES + 1,
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 300 },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('onSend', async (_request, reply) => {
    reply.header('server-time', new Date(province.now()).toISOString());
    reply.header('dpop-nonce', proofs.nonce());
    reply.header('cache-control', 'no-store');
  });
  for (const [id, rules] of loadContract()) {
    const route = new Route(id, rules, proofs, limit, options);
    app.route({
      method: operations[id].method,
      url: fastifyPath(operations[id].path),
      handler: (request, reply) => route.handle(request, reply),
    });
  }
  app.setNotFoundHandler((request, reply) => sendProblem(reply, notFoundOrMethod(request.method, request.url)));
  app.setErrorHandler((failure, _request, reply) => sendProblem(reply, failure));
  return app;
};
