/**
 * User names and passwords of the province's cameras: sealed to this device's key wherever they lie, fetched before they
 * are needed so that a wall plays after a restart without a network, and opened only when a stream is dialled.
 */
import { z } from 'zod';
import { VmsError } from '../../../src-contract/errors.ts';
import { cameraCredentialSchema, type CredentialAnswer } from '../../../src-contract/province/schemas.ts';
import { Emitter } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import type { Answer } from '../../base/sync/province-answer.ts';
import type { ConfigDatabase } from '../../cache/config/config-database.ts';
import type { SealedCredential } from '../../cache/config/credentials.ts';

export interface CredentialNeeds {
  readonly database: Pick<ConfigDatabase, 'ask'>;
  /** At most 500 cameras. */
  readonly fetch: (cameraIds: readonly string[]) => Promise<Answer<CredentialAnswer>>;
  /** With the device's key, which stays where it is; `null`: not sealed to it. */
  readonly open: (sealed: string) => Uint8Array | null;
  /** Revision the configuration asks for; `null`: the camera needs none, or there is no such camera. */
  readonly wanted: (cameraId: string) => number | null;
  readonly log: Log;
}

export interface OpenedCredential {
  readonly username: string;
  readonly password: string;
}

const MOST_AT_ONCE = 500;
/** Twice the largest wall: a password is in memory while its stream may be dialled again at any moment. */
const OPENED_KEPT = 128;

export class CameraCredentials {
  /** Cameras whose credential is another than before: what was dialled with the old one must be dialled anew. */
  readonly changed = new Emitter<ReadonlySet<string>>();
  readonly #needs: CredentialNeeds;
  readonly #sealed = new Map<string, SealedCredential>();
  readonly #opened = new Map<string, { readonly rev: number; readonly credential: OpenedCredential }>();
  /** Refused by the province; asked again when somebody else signs in or the camera changes. */
  readonly #refused = new Set<string>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(needs: CredentialNeeds) {
    this.#needs = needs;
  }

  async load(): Promise<void> {
    for (const credential of await this.#needs.database.ask('credentials', {})) this.#sealed.set(credential.cameraId, credential);
  }

  /** Whether the camera can be dialled with what is here. */
  has(cameraId: string): boolean {
    const wanted = this.#needs.wanted(cameraId);
    return wanted === null || (this.#sealed.get(cameraId)?.credentialRev ?? 0) >= wanted;
  }

  /** `null`: the camera needs none. Throws `unavailable` for one that is not here, or does not open. */
  open(cameraId: string): OpenedCredential | null {
    if (this.#needs.wanted(cameraId) === null) return null;
    const sealed = this.#sealed.get(cameraId);
    if (sealed === undefined || !this.has(cameraId)) throw this.#missing(cameraId);
    const known = this.#opened.get(cameraId);
    if (known?.rev === sealed.credentialRev) return known.credential;
    const credential = readCredential(this.#needs.open(sealed.sealed), sealed);
    if (credential === null) throw new VmsError('unavailable', 'camera-credential-closed');
    this.#opened.set(cameraId, { rev: sealed.credentialRev, credential });
    for (const oldest of [...this.#opened.keys()].slice(0, -OPENED_KEPT)) this.#opened.delete(oldest);
    return credential;
  }

  /** Resolves when the camera can be dialled. Rejects `denied` or `unavailable` when its credential cannot be had. */
  async ready(cameraId: string): Promise<void> {
    if (this.has(cameraId)) return;
    this.#refused.delete(cameraId);
    await this.fetch([cameraId]);
    if (!this.has(cameraId)) throw this.#missing(cameraId);
  }

  /** Fetches what is wanted and not here; what cannot be had now is asked for again at the next call. */
  fetch(cameraIds: Iterable<string>): Promise<void> {
    const turn = this.#turn.then(() => this.#fetchAll([...cameraIds]));
    this.#turn = turn.catch((failure: unknown) => {
      this.#needs.log.error('credentials of cameras cannot be stored', { failure });
    });
    return turn;
  }

  /** What a file of the province brought; sealed to this device like the rest. */
  take(answers: readonly CredentialAnswer[]): Promise<void> {
    const turn = this.#turn.then(async () => {
      for (const answer of answers) await this.#take(answer);
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Somebody else signed in: what was refused before may be given now. */
  askAgain(): void {
    this.#refused.clear();
  }

  /** Cameras that are gone, or no longer in use here. */
  async drop(cameraIds: readonly string[]): Promise<void> {
    const gone = cameraIds.filter((id) => this.#sealed.delete(id));
    for (const id of cameraIds) this.#opened.delete(id);
    if (gone.length > 0) await this.#needs.database.ask('storeCredentials', { put: [], gone });
  }

  /** Forgets every opened password: nobody may dial until it is opened again. */
  closeAll(): void {
    this.#opened.clear();
  }

  /** The workstation left its province. */
  forget(): void {
    this.#sealed.clear();
    this.#opened.clear();
    this.#refused.clear();
  }

  async #fetchAll(cameraIds: readonly string[]): Promise<void> {
    const missing = cameraIds.filter((id) => !this.has(id) && !this.#refused.has(id));
    for (let first = 0; first < missing.length; first += MOST_AT_ONCE) {
      const answer = await this.#needs.fetch(missing.slice(first, first + MOST_AT_ONCE));
      if (answer.kind !== 'answered') {
        this.#needs.log.warn('credentials of cameras cannot be fetched', { kind: answer.kind });
        return;
      }
      await this.#take(answer.value);
    }
  }

  async #take({ credentials, refused }: CredentialAnswer): Promise<void> {
    for (const id of refused) this.#refused.add(id);
    const news = credentials.filter(({ cameraId, credentialRev }) => (this.#sealed.get(cameraId)?.credentialRev ?? 0) < credentialRev);
    if (news.length === 0) return;
    await this.#needs.database.ask('storeCredentials', { put: news.map((one) => ({ ...one })), gone: [] });
    const replaced = new Set(news.filter(({ cameraId }) => this.#sealed.has(cameraId)).map(({ cameraId }) => cameraId));
    for (const credential of news) this.#sealed.set(credential.cameraId, credential);
    if (replaced.size > 0) this.changed.emit(replaced);
  }

  #missing(cameraId: string): VmsError {
    return this.#refused.has(cameraId)
      ? new VmsError('denied', 'camera-credential-refused')
      : new VmsError('unavailable', 'camera-credential-missing');
  }
}

/** Sealed for this camera and no other: a row moved to another camera opens nothing. */
function readCredential(plain: Uint8Array | null, { cameraId, credentialRev }: SealedCredential): OpenedCredential | null {
  if (plain === null) return null;
  const parsed = jsonSchema.safeParse(Buffer.from(plain).toString('utf8'));
  if (!parsed.success || parsed.data.cameraId !== cameraId || parsed.data.credentialRev !== credentialRev) return null;
  return { username: parsed.data.username, password: parsed.data.password };
}

const jsonSchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('not JSON');
      return z.NEVER;
    }
  })
  .pipe(cameraCredentialSchema);
