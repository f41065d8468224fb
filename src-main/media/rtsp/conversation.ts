/** Requests and answers on one RTSP connection: numbering, authentication, time limits. */
import type { Credentials } from '../../base/challenge.ts';
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import type { StreamCounts } from '../diagnostics/stream-counts.ts';
import { Authenticator } from './authentication.ts';
import { header, withoutTrail, type RtspMessage, type RtspRequest, type RtspResponse } from './message.ts';
import { failureOfStatus, RtspFailure } from './rtsp-failure.ts';

export interface ConversationDependencies {
  readonly clock: Clock;
  readonly write: (bytes: Buffer) => void;
  readonly credentials: Credentials | null;
  readonly newCnonce: () => string;
  readonly userAgent: string;
  /** Gets what logins and answers cost. */
  readonly counts?: Pick<StreamCounts, 'challenges' | 'roundTripMs'>;
}

interface Pending {
  readonly sequence: number;
  readonly askedMs: number;
  readonly resolve: (response: RtspResponse) => void;
  readonly reject: (failure: RtspFailure) => void;
  readonly limit: Disposable;
}

const answerLimitMs = 5000;
/** More than any honest mixture of challenges and stale nonces needs. */
const maxTries = 6;

export class Conversation {
  readonly #dependencies: ConversationDependencies;
  readonly #authenticator: Authenticator;
  #sequence = 0;
  #pending: Pending | null = null;
  #session: string | null = null;
  #over: RtspFailure | null = null;

  constructor(dependencies: ConversationDependencies) {
    this.#dependencies = dependencies;
    this.#authenticator = new Authenticator(dependencies.credentials, dependencies.newCnonce);
  }

  /** As of the camera's last word: some change it between answers. `null` before SETUP. */
  get session(): string | null {
    return this.#session;
  }

  /**
   * Asks and waits. Answers with any final status but 401 of which another try makes sense; 401 is
   * then the last word. Throws `RtspFailure` when nothing comes or the connection is gone.
   */
  async ask(method: string, uri: string, headers: Readonly<Record<string, string>> = {}, limitMs = answerLimitMs): Promise<RtspResponse> {
    for (let tries = 1; ; tries += 1) {
      const response = await this.#once(method, uri, headers, limitMs);
      this.#learnSession(response);
      if (response.status !== 401) {
        this.#authenticator.accepted();
        return response;
      }
      if (this.#dependencies.counts !== undefined) this.#dependencies.counts.challenges += 1;
      if (tries >= maxTries || !this.#authenticator.challenged(response.headers.get('www-authenticate') ?? [])) return response;
    }
  }

  /** As `ask`, for requests without whose success nothing goes on. */
  async demand(method: string, uri: string, headers: Readonly<Record<string, string>> = {}): Promise<RtspResponse> {
    const response = await this.ask(method, uri, headers);
    if (response.status >= 200 && response.status < 300) return response;
    throw new RtspFailure(failureOfStatus(response.status), `${method} answered with ${response.status}`);
  }

  /** Every message that comes in. */
  take(message: RtspMessage): void {
    if (message.kind === 'request') {
      this.#refuse(message);
      return;
    }
    const pending = this.#pending;
    // Some cameras answer with CSeq 0 or none; with one question open there is no doubt. Interim answers (1xx) are not the answer.
    if (pending === null || message.status < 200 || isLate(message, pending.sequence)) return;
    this.#pending = null;
    pending.limit.dispose();
    const { counts, clock } = this.#dependencies;
    if (counts !== undefined) counts.roundTripMs = clock.now() - pending.askedMs;
    pending.resolve(message);
  }

  /** The connection is gone: whoever waits hears why. */
  end(failure: RtspFailure): void {
    this.#over ??= failure;
    const pending = this.#pending;
    this.#pending = null;
    pending?.limit.dispose();
    pending?.reject(failure);
  }

  #once(method: string, uri: string, headers: Readonly<Record<string, string>>, limitMs: number): Promise<RtspResponse> {
    if (this.#over !== null) return Promise.reject(this.#over);
    this.#pending?.limit.dispose();
    this.#pending?.reject(new RtspFailure('timeout', 'overtaken by another request'));
    this.#sequence += 1;
    const sequence = this.#sequence;
    const { promise, resolve, reject } = Promise.withResolvers<RtspResponse>();
    const limit = this.#dependencies.clock.after(limitMs, () => {
      if (this.#pending?.sequence === sequence) this.#pending = null;
      reject(new RtspFailure('timeout', `no answer to ${method}`));
    });
    this.#pending = { sequence, askedMs: this.#dependencies.clock.now(), resolve, reject, limit };
    const authorization = this.#authenticator.header(method, uri);
    const all = {
      CSeq: String(sequence),
      'User-Agent': this.#dependencies.userAgent,
      ...headers,
      ...(this.#session === null ? {} : { Session: this.#session }),
      ...(authorization === null ? {} : { Authorization: authorization }),
    };
    const lines = [`${method} ${uri} RTSP/1.0`, ...Object.entries(all).map(([name, value]) => `${name}: ${oneLine(value)}`), '', ''];
    this.#dependencies.write(Buffer.from(lines.join('\r\n'), 'utf8'));
    return promise;
  }

  #learnSession(response: RtspResponse): void {
    const id = withoutTrail((header(response.headers, 'session') ?? '').split(';', 1)[0] ?? '');
    if (/^[\x21-\x7e]{1,256}$/u.test(id) && response.status < 300) this.#session = id;
  }

  #refuse(request: RtspRequest): void {
    const status = request.method === 'OPTIONS' || request.method === 'GET_PARAMETER' ? '200 OK' : '501 Not Implemented';
    const sequence = /^\d{1,10}$/u.exec(header(request.headers, 'cseq') ?? '')?.[0] ?? '0';
    this.#dependencies.write(Buffer.from(`RTSP/1.0 ${status}\r\nCSeq: ${sequence}\r\n\r\n`, 'latin1'));
  }
}

/** An answer to something asked earlier and given up. */
function isLate(response: RtspResponse, sequence: number): boolean {
  const answered = Number(header(response.headers, 'cseq') ?? '0');
  return answered > 0 && answered < sequence;
}

/** Whatever a camera or operator put into it, a value is one line. */
const oneLine = (text: string): string => text.replaceAll(/[\r\n\0]/gu, ' ');
