/** The province's backend over HTTPS, as far as sync asks it: one function an endpoint, every answer parsed at the door. */
import { isAxiosError, type AxiosInstance, type AxiosResponse } from 'axios';
import type { z } from 'zod';
import { operations } from '../../src-contract/province/operations.ts';
import {
  problemSchema,
  type ChangesPage,
  type Proposal,
  type ProposalOutcome,
  type ServerTime,
  type SnapshotPage,
} from '../../src-contract/province/schemas.ts';
import type { Answer, ProvinceFailure } from '../base/sync/province-answer.ts';

/** What is sent, before the proof of who sends it is added. */
export interface ProvinceRequest {
  readonly method: 'GET' | 'PUT';
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface ProvinceEdges {
  /** With base URL, CA and agent; it follows no redirect (`maxRedirects: 0`), since a portal's is no answer of the province. */
  readonly http: AxiosInstance;
  /** `Authorization` and `DPoP` of the contract's "Who asks"; a new proof at every call. */
  readonly identify: (request: ProvinceRequest) => Promise<Readonly<Record<string, string>>>;
  /** `DPoP-Nonce` of every answer, and how far `Server-Time` tells. */
  readonly onHeaders: (headers: Readonly<Record<string, unknown>>) => void;
  /** Server time as best known, ms; for a `Retry-After` that is a date. */
  readonly now: () => number;
}

/** More than a full page of the largest documents; what is longer is not read. */
const MOST_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

export interface Province {
  readonly snapshot: (page: string | null) => Promise<Answer<SnapshotPage>>;
  readonly changes: (since: string) => Promise<Answer<ChangesPage>>;
  readonly propose: (proposalId: string, content: Proposal) => Promise<Answer<ProposalOutcome>>;
  readonly time: () => Promise<Answer<ServerTime>>;
}

export function createProvince(edges: ProvinceEdges): Province {
  const get = <T>(path: string, query: Readonly<Record<string, string>>, schema: z.ZodType<T>): Promise<Answer<T>> =>
    ask(edges, { method: 'GET', path, query, body: undefined }, schema);
  return {
    snapshot: (page) => get(operations.snapshot.path, page === null ? {} : { page }, operations.snapshot.answers[200].schema),
    changes: (since) => get(operations.changes.path, { since }, operations.changes.answers[200].schema),
    propose: (proposalId, content) => {
      const path = operations.propose.path.replace('{proposalId}', encodeURIComponent(proposalId));
      return ask(edges, { method: 'PUT', path, query: {}, body: content }, operations.propose.answers[200].schema);
    },
    time: () => get(operations.time.path, {}, operations.time.answers[200].schema),
  };
}

async function ask<T>(edges: ProvinceEdges, request: ProvinceRequest, schema: z.ZodType<T>): Promise<Answer<T>> {
  const first = await askOnce(edges, request, schema);
  // The refusal brought a fresh nonce; the contract says to ask once more with it.
  return first.kind === 'refused' && first.problem.kind === 'device-proof-nonce' ? askOnce(edges, request, schema) : first;
}

async function askOnce<T>(edges: ProvinceEdges, request: ProvinceRequest, schema: z.ZodType<T>): Promise<Answer<T>> {
  const headers = { Accept: 'application/json', ...(await edges.identify(request)) };
  try {
    const response = await edges.http.request<string>({
      method: request.method,
      url: request.path,
      params: request.query,
      data: request.body,
      headers,
      responseType: 'text',
      transformResponse: (text: unknown) => text,
      validateStatus: () => true,
      timeout: TIMEOUT_MS,
      maxRedirects: 0,
      maxContentLength: MOST_BYTES,
    });
    edges.onHeaders(response.headers);
    return read(response, schema, edges.now());
  } catch (failure) {
    return failureOf(failure);
  }
}

function read<T>(response: AxiosResponse<string>, schema: z.ZodType<T>, nowMs: number): Answer<T> {
  const { status } = response;
  const foreign: ProvinceFailure = { kind: 'not-our-contract', status };
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return { kind: 'busy', status, afterMs: retryAfterMs(response.headers['retry-after'], nowMs) };
  const content = jsonOf(response.data);
  if (status === 200) {
    const parsed = schema.safeParse(content);
    return parsed.success ? { kind: 'answered', value: parsed.data } : foreign;
  }
  const problem = problemSchema.safeParse(content);
  if (!problem.success || problem.data.status !== status) return foreign;
  return problem.data.kind === 'cursor-expired' ? { kind: 'gone' } : { kind: 'refused', status, problem: problem.data };
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

function failureOf(failure: unknown): ProvinceFailure {
  if (!isAxiosError(failure)) throw failure;
  const code = failure.code ?? 'unknown';
  if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') return { kind: 'timeout' };
  // Longer than any answer of the contract, or broken off in the middle.
  if (code === 'ERR_BAD_RESPONSE') return { kind: 'not-our-contract', status: failure.response?.status ?? 200 };
  return { kind: 'network', code };
}
