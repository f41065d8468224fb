/**
 * Asking one device by SOAP, with its login and its clock. The way in is found out once and kept: without a login where
 * the device asks for none, by HTTP Digest where it challenges, by UsernameToken in the device's own time where it does neither.
 */
import type { Credentials } from '../base/challenge.ts';
import type { Clock } from '../base/clock.ts';
import { clockOf, getSystemDateAndTime, readClock, type DeviceClock } from './device-clock.ts';
import type { HttpAnswer, HttpExchange } from './http-exchange.ts';
import { HttpLogin, type LoginAttempt } from './http-login.ts';
import { failureOfFault, isAboutLogin, OnvifFailure } from './onvif-failure.ts';
import { readEnvelope, writeEnvelope, type SoapAnswer, type SoapRequest } from './soap.ts';
import { usernameToken } from './username-token.ts';
import { decodeXml } from './xml-bytes.ts';
import { maxXmlChars, parseXml, XmlRefused, type XmlElement } from './xml.ts';

export interface OnvifConnectionNeeds {
  readonly ask: HttpExchange;
  readonly clock: Pick<Clock, 'now' | 'wall'>;
  readonly credentials: Credentials | null;
  /** The device service as it was reached; nothing is ever sent to another host than its. */
  readonly deviceUrl: URL;
  readonly randomBytes: (count: number) => Buffer;
}

export interface CallOptions {
  /** To the last byte of the answer; a long poll gives more. */
  readonly limitMs?: number;
}

/** How the device lets people in, as far as it was seen. */
export type SignInWay = 'none' | 'digest-md5' | 'digest-sha256' | 'basic' | 'username-token';

const answerLimitMs = 8000;
const maxTries = 6;
/** A clock read longer ago is read again before a refused token counts as a wrong password. */
const clockFreshMs = 60_000;

export class OnvifConnection {
  readonly #needs: OnvifConnectionNeeds;
  readonly #login: HttpLogin;
  #clock: DeviceClock | null = null;
  #clockRefused = false;
  #usesToken = false;
  #way: SignInWay = 'none';
  #tokenTaken = false;
  /** Once a login was refused nothing more is tried with it: cameras lock accounts after a few. */
  #refused: OnvifFailure | null = null;

  constructor(needs: OnvifConnectionNeeds) {
    this.#needs = needs;
    this.#login = new HttpLogin(needs.credentials, () => needs.randomBytes(8).toString('hex'));
  }

  get deviceUrl(): URL {
    return this.#needs.deviceUrl;
  }

  /** As last read; `null` before `syncClock`, or where the device does not tell. */
  get deviceClock(): DeviceClock | null {
    return this.#clock;
  }

  get signInWay(): SignInWay {
    return this.#way;
  }

  /** Asks for the device's time without a login, as everybody may. `null` where it does not tell. Rejects as `call` for anything that is not about the login. */
  async syncClock(): Promise<DeviceClock | null> {
    const sentWallMs = this.#needs.clock.wall();
    const answer = await this.#post(this.#needs.deviceUrl, getSystemDateAndTime, null, {});
    const { now, wall } = this.#needs.clock;
    const said = answer.status === 401 ? null : this.#read(answer, true);
    const reading = said?.kind === 'content' ? readClock(said.content) : null;
    this.#clockRefused = reading === null;
    this.#clock = reading === null ? null : clockOf(reading, { sentWallMs, receivedWallMs: wall(), receivedMs: now() });
    return this.#clock;
  }

  /**
   * What the answer's body holds; `null` for an empty one. Rejects with `OnvifFailure` for everything else.
   * `url` must be on the device's host: repair it first (`reachedUrl`).
   */
  async call(url: URL, request: SoapRequest, options: CallOptions = {}): Promise<XmlElement | null> {
    if (url.hostname !== this.#needs.deviceUrl.hostname) throw new OnvifFailure('hostile', { reason: 'another host' });
    if (this.#refused !== null) throw this.#refused;
    const said = this.#usesToken ? await this.#withToken(url, request, options) : await this.#withHttpLogin(url, request, options);
    if (said.kind === 'fault') throw failureOfFault(said.fault);
    return said.kind === 'content' ? said.content : null;
  }

  async #withHttpLogin(url: URL, request: SoapRequest, options: CallOptions): Promise<SoapAnswer> {
    const place = { method: 'POST', uri: `${url.pathname}${url.search}`, secure: url.protocol === 'https:' };
    let attempt = this.#login.first(place.method, place.uri);
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#post(url, request, attempt.header, options);
      if (answer.status !== 401) {
        const said = this.#read(answer, url.href === this.#needs.deviceUrl.href);
        if (attempt.used === null && said.kind === 'fault' && isAboutLogin(said.fault)) return this.#turnToToken(url, request, options);
        this.#learnWay(attempt);
        return said;
      }
      const next = tries >= maxTries ? null : this.#login.next(attempt, answer.challenges, place);
      if (next !== null) attempt = next;
      else if (attempt.used === null) return this.#turnToToken(url, request, options);
      else throw this.#refuse(new OnvifFailure('unauthorised', { way: wayOf(attempt) }));
    }
  }

  #learnWay(attempt: LoginAttempt): void {
    this.#login.accepted(attempt);
    if (attempt.used !== null) this.#way = wayOf(attempt);
  }

  async #turnToToken(url: URL, request: SoapRequest, options: CallOptions): Promise<SoapAnswer> {
    if (this.#needs.credentials === null) throw this.#refuse(new OnvifFailure('unauthorised', { way: 'none' }));
    const said = await this.#withToken(url, request, options);
    this.#usesToken = true;
    return said;
  }

  async #withToken(url: URL, request: SoapRequest, options: CallOptions): Promise<SoapAnswer> {
    if (this.#clock === null && !this.#clockRefused) await this.syncClock();
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#post(url, { ...request, headers: [...(request.headers ?? []), this.#token()] }, null, options);
      const said: SoapAnswer = answer.status === 401 ? refusedWithoutWords : this.#read(answer, url.href === this.#needs.deviceUrl.href);
      if (said.kind !== 'fault' || !isAboutLogin(said.fault)) {
        this.#tokenTaken = true;
        this.#way = 'username-token';
        return said;
      }
      const age = this.#clock === null ? 0 : this.#needs.clock.now() - this.#clock.readAtMs;
      // The device's clock may have been set meanwhile: that is no wrong password.
      if (tries === 1 && age > clockFreshMs) await this.syncClock();
      else if (this.#tokenTaken) throw failureOfFault(said.fault);
      else {
        const hidesClock = this.#clock === null && answer.status !== 401;
        throw this.#refuse(new OnvifFailure(hidesClock ? 'clock' : 'unauthorised', { way: 'username-token' }));
      }
    }
  }

  #token(): string {
    const { clock, credentials, randomBytes } = this.#needs;
    return usernameToken(credentials ?? { username: '', password: '' }, randomBytes(16), clock.wall() + (this.#clock?.offsetMs ?? 0));
  }

  #refuse(failure: OnvifFailure): OnvifFailure {
    this.#refused = failure;
    return failure;
  }

  #post(url: URL, request: SoapRequest, authorization: string | null, { limitMs = answerLimitMs }: CallOptions): Promise<HttpAnswer> {
    return this.#needs.ask({
      url,
      method: 'POST',
      headers: {
        'Content-Type': `application/soap+xml; charset=utf-8; action="${request.action}"`,
        ...(authorization === null ? {} : { Authorization: authorization }),
      },
      body: writeEnvelope(request),
      limitMs,
      maxBytes: maxXmlChars,
    });
  }

  #read(answer: HttpAnswer, isDeviceService: boolean): SoapAnswer {
    const said = answer.body.length === 0 ? emptyAnswer(answer) : understand(answer);
    if (said.kind !== 'foreign') return said;
    throw new OnvifFailure(isDeviceService ? 'not-onvif' : 'unsupported', { status: answer.status });
  }
}

const refusedWithoutWords: SoapAnswer = { kind: 'fault', fault: { code: 'Sender', subcodes: ['NotAuthorized'], reason: '' } };

/** An empty 200 is how some confirm a command. */
const emptyAnswer = ({ status }: HttpAnswer): SoapAnswer =>
  status >= 200 && status < 300 ? { kind: 'content', content: null } : { kind: 'foreign' };

function understand({ body, contentType, status }: HttpAnswer): SoapAnswer {
  const text = decodeXml(body, contentType);
  // A page for people, such as a login or a captive portal, comes in every form and is no attack.
  if (/^[^a-z]{0,200}<(?:!doctype\s+)?html/iu.test(text.slice(0, 400))) return { kind: 'foreign' };
  try {
    return readEnvelope(parseXml(text));
  } catch (failure) {
    if (!(failure instanceof XmlRefused)) throw failure;
    if (failure.problem === 'malformed') return { kind: 'foreign' };
    throw new OnvifFailure(failure.problem === 'too-long' ? 'too-large' : 'hostile', { reason: failure.problem, status });
  }
}

function wayOf({ used }: LoginAttempt): SignInWay {
  if (used === null) return 'none';
  if (used.kind === 'basic') return 'basic';
  return used.algorithm === 'MD5' ? 'digest-md5' : 'digest-sha256';
}
