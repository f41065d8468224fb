/** One request of the contract to the province, and every way it can end. The only door: whoever asks the province asks here. */
import { isAxiosError, type AxiosInstance, type AxiosResponse } from 'axios';
import type { z } from 'zod';
import { operations, type OperationId } from '../../src-contract/province/operations.ts';
import { problemSchema, type Problem } from '../../src-contract/province/schemas.ts';
import type { Answer, ProvinceFailure, TlsRefusal } from '../base/sync/province-answer.ts';

/** What is sent, before the proof of who sends it is added. */
export interface ProvinceRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly path: string;
  readonly who: 'nobody' | 'device-key' | 'token';
}

/** What a caller fills an operation with. Text and bytes go as they are, anything else as JSON. */
export interface Wish {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Where somebody sits and waits; 30 s otherwise. */
  readonly timeoutMs?: number;
}

/** By the monotonic clock, ms. */
export interface RoundTrip {
  readonly sentMs: number;
  readonly receivedMs: number;
}

/** Headers that say who asks. */
export type Identity = Readonly<Record<string, string>>;

export interface ProvinceEdges {
  /** With base URL, CA and agent; it follows no redirect (`maxRedirects: 0`), since a portal's is no answer of the province. */
  readonly http: AxiosInstance;
  /** `Authorization` and `DPoP` of the contract's "Who asks"; a new proof at every call. Rejects `NoToken` when there is none to show. */
  readonly identify: (request: ProvinceRequest) => Promise<Identity>;
  /** `DPoP-Nonce` of every answer, and how far `Server-Time` tells. */
  readonly onHeaders: (headers: Readonly<Record<string, unknown>>, roundTrip: RoundTrip) => void;
  /** Hears every refusal; whether asking once more, identified anew, can help. */
  readonly again: (problem: Problem, shown: Identity) => Promise<boolean>;
  /** Why a connection was not trusted, if that is what the code says. */
  readonly tlsRefusal: (code: string, message: string) => TlsRefusal | null;
  /** Server time as best known, ms; for a `Retry-After` that is a date. */
  readonly now: () => number;
  readonly monotonic: () => number;
}

/** Thrown by `identify`: the token needed could not be had, for this reason. */
export class NoToken extends Error {
  readonly failure: ProvinceFailure;

  constructor(failure: ProvinceFailure) {
    super('no token');
    this.failure = failure;
  }
}

type Answers<Id extends OperationId> = (typeof operations)[Id]['answers'];
type ValueOf<A> = A extends { readonly schema: infer S extends z.ZodType } ? z.output<S> : null;
/** What an operation answers; `null` where the contract promises no body. */
export type AnswerOf<Id extends OperationId> = { [Status in keyof Answers<Id>]: ValueOf<Answers<Id>[Status]> }[keyof Answers<Id>];

/** More than a full page of the largest documents; what is longer is not read. */
const MOST_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

/** Never rejects but for a bug. Asks a second time, at once, where the refusal was about the proof or the token only. */
export async function askProvince<Id extends OperationId>(edges: ProvinceEdges, id: Id, wish: Wish = {}): Promise<Answer<AnswerOf<Id>>> {
  let shown: Identity = {};
  const once = (): Promise<Answer<AnswerOf<Id>>> => askOnce(edges, id, wish, (identity) => (shown = identity));
  const first = await once();
  // The refusal brought a fresh nonce; the contract says to ask once more with it.
  const second = isRefusedWith(first, 'device-proof-nonce') ? await once() : first;
  return second.kind === 'refused' && (await edges.again(second.problem, shown)) ? once() : second;
}

const isRefusedWith = (answer: Answer<unknown>, kind: Problem['kind']): boolean =>
  answer.kind === 'refused' && answer.problem.kind === kind;

async function askOnce<Id extends OperationId>(
  edges: ProvinceEdges,
  id: Id,
  wish: Wish,
  show: (identity: Identity) => void,
): Promise<Answer<AnswerOf<Id>>> {
  const { method, who, request, answers } = operations[id];
  const path = filled(operations[id].path, wish.path ?? {});
  try {
    const identity = await edges.identify({ method, path, who });
    show(identity);
    const headers = {
      Accept: '*/*',
      ...(request === null ? {} : { 'Content-Type': request.mediaType }),
      ...identity,
      ...wish.headers,
    };
    const sentMs = edges.monotonic();
    const response = await edges.http.request<string>({
      method,
      url: path,
      params: wish.query ?? {},
      data: bodyOf(wish.body),
      headers,
      responseType: 'text',
      transformResponse: (text: unknown) => text,
      transformRequest: (body: unknown) => body,
      validateStatus: () => true,
      timeout: wish.timeoutMs ?? TIMEOUT_MS,
      maxRedirects: 0,
      maxContentLength: MOST_BYTES,
    });
    edges.onHeaders(response.headers, { sentMs, receivedMs: edges.monotonic() });
    return read<AnswerOf<Id>>(response, answers, edges.now());
  } catch (failure) {
    return failure instanceof NoToken ? failure.failure : failureOf(edges, failure);
  }
}

function filled(path: string, parameters: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(parameters[name] ?? ''));
}

function bodyOf(body: unknown): unknown {
  if (body === undefined || typeof body === 'string') return body;
  return body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body);
}

interface Promised {
  readonly mediaType: string;
  readonly schema: z.ZodType;
}

function read<T>(response: AxiosResponse<string>, answers: Readonly<Record<number, Promised | null>>, nowMs: number): Answer<T> {
  const { status } = response;
  const foreign: ProvinceFailure = { kind: 'not-our-contract', status };
  if (status === 408 || status === 425 || status === 429 || status >= 500) return busy(response, nowMs);
  const promised = answers[status];
  if (promised !== undefined) {
    if (promised === null) return response.data === '' ? { kind: 'answered', value: null as T } : foreign; // T of a promised empty answer is null
    const parsed = promised.schema.safeParse(promised.mediaType.endsWith('json') ? jsonOf(response.data) : response.data);
    return parsed.success ? { kind: 'answered', value: parsed.data as T } : foreign; // T is read from this very schema
  }
  const problem = problemOf(response);
  if (problem === null) return foreign;
  return problem.kind === 'cursor-expired' ? { kind: 'gone' } : { kind: 'refused', status, problem };
}

function busy(response: AxiosResponse<string>, nowMs: number): ProvinceFailure {
  const problem = problemOf(response);
  const afterMs = retryAfterMs(response.headers['retry-after'], nowMs);
  return { kind: 'busy', status: response.status, afterMs, ...(problem === null ? {} : { problem }) };
}

function problemOf({ data, status }: AxiosResponse<string>): Problem | null {
  const problem = problemSchema.safeParse(jsonOf(data));
  return problem.success && problem.data.status === status ? problem.data : null;
}

/** `undefined` for what is no JSON: a page of HTML, an answer cut off. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** RFC 9110: seconds or a date; null for none or nonsense. */
export function retryAfterMs(header: unknown, nowMs: number): number | null {
  if (typeof header !== 'string') return null;
  if (/^\d{1,9}$/u.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

function failureOf(edges: ProvinceEdges, failure: unknown): ProvinceFailure {
  if (!isAxiosError(failure)) throw failure;
  const code = failure.code ?? 'unknown';
  if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') return { kind: 'timeout' };
  // Longer than any answer of the contract, or broken off in the middle.
  if (code === 'ERR_BAD_RESPONSE') return { kind: 'not-our-contract', status: failure.response?.status ?? 200 };
  const tls = edges.tlsRefusal(code, failure.message);
  return { kind: 'network', code, ...(tls === null ? {} : { tls }) };
}
