/** One question over HTTP or HTTPS to one device, with everything bounded that the device could stretch: time, length, certificate. */
import { Agent as PlainAgent, request as plainRequest, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { isIP } from 'node:net';
import { certificateFailure, connectTls, matchesPin } from '../base/camera-certificate.ts';
import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import { OnvifFailure } from './onvif-failure.ts';

export interface HttpQuestion {
  readonly url: URL;
  readonly method: 'POST' | 'GET';
  readonly headers: Readonly<Record<string, string>>;
  /** `null`: nothing is sent along. */
  readonly body: string | null;
  /** From now to the last byte of the answer. */
  readonly limitMs: number;
  readonly maxBytes: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** Of `WWW-Authenticate`, one per header. */
  readonly challenges: readonly string[];
  readonly location: string | null;
  readonly contentType: string;
  readonly body: Buffer;
}

/** Asks once. Rejects with `OnvifFailure` (`unreachable`, `timeout`, `certificate`, `too-large`, `not-onvif`); any status is an answer. */
export type HttpExchange = (question: HttpQuestion) => Promise<HttpAnswer>;

export interface HttpExchangeNeeds {
  readonly clock: Clock;
  /** With HTTPS, the only certificate that counts; `null`: one this machine's authorities vouch for. */
  readonly pin: string | null;
}

const connectLimitMs = 4000;
const socketsPerDevice = 4;
const maxHeaderBytes = 16_384;

/** Keeps connections open between questions: a PTZ command must not wait for a handshake. Disposal ends what is under way. */
export function createHttpExchange({ clock, pin }: HttpExchangeNeeds): { readonly ask: HttpExchange } & Disposable {
  const common = { keepAlive: true, keepAliveMsecs: 5000, maxSockets: socketsPerDevice, maxFreeSockets: 2 };
  const plain = new PlainAgent(common);
  const secure = new SecureAgent(common);
  secure.createConnection = (options, done) => {
    const socket = connectTls({ host: options.host ?? '', port: Number(options.port) }, pin);
    socket.once('secureConnect', () => {
      // Before a byte is written: whoever is in between would get a login to try passwords on.
      if (pin !== null && !matchesPin(socket, pin)) socket.destroy(Object.assign(new Error('another certificate'), { code: CHANGED }));
      else done?.(null, socket);
    });
    socket.once('error', (failure: Error) => done?.(failure, socket));
    return undefined;
  };
  const ask: HttpExchange = async (question) => {
    const agent = question.url.protocol === 'https:' ? secure : plain;
    try {
      return await askOnce(question, agent, clock);
    } catch (failure) {
      // The device closed a kept connection at the moment it was used again: it has not read the question.
      if (failure instanceof ClosedUnread) return askOnce(question, agent, clock);
      throw failure;
    }
  };
  return {
    ask,
    dispose() {
      plain.destroy();
      secure.destroy();
    },
  };
}

const CHANGED = 'VMS_CERTIFICATE_CHANGED';

class ClosedUnread extends OnvifFailure {}

function askOnce(question: HttpQuestion, agent: PlainAgent | SecureAgent, clock: Clock): Promise<HttpAnswer> {
  const { url, method, headers, body, limitMs } = question;
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:';
    const length = body === null ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const options = {
      agent,
      method,
      host: url.hostname.replace(/^\[|\]$/gu, ''),
      port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
      path: `${url.pathname}${url.search}`,
      headers: { ...headers, ...length },
      maxHeaderSize: maxHeaderBytes,
    };
    const asked = secure ? secureRequest(options) : plainRequest(options);
    const finish = (settle: () => void): void => {
      limit.dispose();
      connecting.dispose();
      settle();
    };
    const fail = (failure: OnvifFailure): void => {
      finish(() => {
        reject(failure);
      });
      asked.destroy();
    };
    const limit = clock.after(limitMs, () => {
      fail(new OnvifFailure('timeout', { seconds: Math.round(limitMs / 1000) }));
    });
    const connecting = clock.after(connectLimitMs, () => {
      fail(new OnvifFailure('unreachable', { code: 'ETIMEDOUT' }));
    });
    asked.once('socket', (socket) => {
      if (!socket.connecting) connecting.dispose();
      else socket.once(secure ? 'secureConnect' : 'connect', () => connecting.dispose());
    });
    asked.once('response', (response) => {
      connecting.dispose();
      readBody(response, question.maxBytes).then(
        (answer) => {
          finish(() => {
            resolve(answer);
          });
        },
        (failure: unknown) => {
          fail(failure instanceof OnvifFailure ? failure : failureOfSocket(failure, false));
        },
      );
    });
    asked.on('error', (failure) => {
      fail(failureOfSocket(failure, asked.reusedSocket));
    });
    asked.end(body ?? undefined);
  });
}

async function readBody(response: IncomingMessage, maxBytes: number): Promise<HttpAnswer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  const chunks: AsyncIterable<unknown> = response;
  for await (const part of chunks) {
    if (!Buffer.isBuffer(part)) continue;
    bytes += part.length;
    if (bytes > maxBytes) throw new OnvifFailure('too-large', { bytes: maxBytes });
    parts.push(part);
  }
  const { statusCode = 0, headers, rawHeaders } = response;
  // Node joins the headers into one; where a challenge begins can then only be guessed.
  const challenges = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && name.toLowerCase() === 'www-authenticate' ? (rawHeaders[index + 1] ?? []) : [],
  );
  return {
    status: statusCode,
    challenges,
    location: headers.location ?? null,
    contentType: headers['content-type'] ?? '',
    body: Buffer.concat(parts),
  };
}

function failureOfSocket(thrown: unknown, reused: boolean): OnvifFailure {
  const code = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  if (code === CHANGED) return new OnvifFailure('certificate', { code: 'certificate-changed' });
  const certificate = certificateFailure(code);
  if (certificate !== null) return new OnvifFailure('certificate', { code: certificate });
  if (reused && (code === 'ECONNRESET' || code === 'EPIPE')) return new ClosedUnread('unreachable', { code });
  // Bytes came that are no HTTP; or TLS was spoken to a port without it.
  if (/^HPE_|^ERR_SSL|^EPROTO$/u.test(code)) return new OnvifFailure('not-onvif', { code });
  return new OnvifFailure('unreachable', { code: code === '' ? 'unknown' : code });
}

/** A host as an address writes it. */
export const urlHost = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host);
