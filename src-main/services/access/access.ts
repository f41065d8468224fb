/**
 * Who may do what at this workstation, asked for every call of a window and for every stream.
 *
 * Holds nothing of its own: the person comes from the seat, what decides from the configuration, the time from the
 * province's clock. Says when an answer may have changed, by whatever cause; time is one of them.
 */
import type { Permission, Rights } from '../../../src-contract/model/rights.ts';
import { allRights } from '../../../src-contract/model/rights.ts';
import type { Permission as ProvincePermission, User } from '../../../src-contract/province/schemas.ts';
import type { CameraFacts, RightsData } from '../../../src-contract/rights/request.ts';
import type { EpochMs } from '../../../src-contract/time.ts';
import type { Clock } from '../../base/clock.ts';
import { DisposableStore, Emitter, type Disposable } from '../../base/disposable.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { CurrentSession } from '../session/current-session.ts';
import type { Occupant } from '../session/seat.ts';
import { AccessDenied } from './access-denied.ts';
import { concerning, type Asker } from './asker.ts';
import { asksOf, camerasIn } from './asks.ts';
import { judge, type KnownPlaces, type NobodyReason, type Verdict } from './judge.ts';
import { knowledgeOf } from './knowledge.ts';
import { logReachOf, type LogReach } from './log-reach.ts';
import { nextChange } from './next-change.ts';
import { rightsOf, rightsOfNobody } from './window-rights.ts';

export interface AccessNeeds {
  readonly seat: Pick<CurrentSession, 'seat' | 'acting' | 'watching' | 'changed'>;
  readonly configuration: Pick<Configuration, 'rightsData' | 'user' | 'users' | 'cameras' | 'changed'>;
  /** Server time as best known. */
  readonly serverNow: () => EpochMs;
  readonly clock: Pick<Clock, 'after'>;
  /** Whether a camera stands on the glass now: what a lock that keeps the display goes on showing. */
  readonly onDisplay: (cameraId: string) => boolean;
  /** Who stands beside for an act on a camera, while it is open to two persons. */
  readonly secondFor: (permission: ProvincePermission, cameraId: string) => string | null;
}

/** Pictures only: nothing that is heard, and nothing that is done. */
const keptOnDisplay: ReadonlySet<Permission> = new Set<Permission>(['live.view', 'live.replay']);

/** Asked again at least this often while a moment is awaited: until then the clock may have been set right. */
const LONGEST_WAIT_MS = 3_600_000;

interface View {
  readonly by: Occupant;
  readonly rights: RightsData;
  readonly asker: Omit<Asker, 'at'>;
  readonly places: KnownPlaces;
}

export class Access implements Disposable {
  /** An answer may be other than before: whoever acted on one asks again. */
  readonly changed = new Emitter<Rights>();
  readonly #needs: AccessNeeds;
  readonly #owned = new DisposableStore();
  #view: View | null = null;
  #awaited: Disposable | null = null;

  constructor(needs: AccessNeeds) {
    this.#needs = needs;
    this.#owned.add(needs.seat.changed.on(() => this.recheck()));
    this.#owned.add(needs.configuration.changed.on(() => this.recheck()));
    this.#awaitNext();
  }

  /** Also to be called when the server's time turned out to be another. */
  recheck(): void {
    this.#view = null;
    this.#awaitNext();
    this.changed.emit(this.rights());
  }

  /** @param args as the call's schema parsed them */
  judge(permission: Permission, args: unknown): Verdict {
    const { seat } = this.#needs;
    if (seat.seat.kind === 'standalone') return { allow: true, rule: 'standalone', maxSeconds: null };
    const asks = asksOf(permission, args);
    if (asks.length === 0) return { allow: true, rule: 'everybody', maxSeconds: null };
    const by = seat.acting() ?? (this.#isOnlyDisplay(permission, args) ? seat.watching() : null);
    if (by === null) return this.#nobody();
    const { asker, places } = this.#viewOf(by);
    return judge(asks, { ...asker, at: this.#needs.serverNow() }, places);
  }

  /** @throws AccessDenied */
  demand(permission: Permission, args: unknown): Extract<Verdict, { allow: true }> {
    const verdict = this.judge(permission, args);
    if (verdict.allow) return verdict;
    throw new AccessDenied(permission, verdict);
  }

  /** Whether the person at the seat may know of a camera. */
  knows(cameraId: string): boolean {
    if (this.#needs.seat.seat.kind === 'standalone') return true;
    const by = this.#needs.seat.watching();
    return by !== null && this.#viewOf(by).places.known.has(cameraId);
  }

  /** Whose entries of the audit log the person at the seat may read, where they may read it at all. */
  logReach(): LogReach {
    const { seat, configuration } = this.#needs;
    const by = seat.acting();
    if (by === null) return seat.seat.kind === 'standalone' ? { kind: 'all' } : { kind: 'people', own: '', userIds: new Set() };
    const users = [...configuration.users.values()].map(({ document }) => document);
    return logReachOf({ ...this.#viewOf(by).asker, at: this.#needs.serverNow() }, users);
  }

  /** What windows show and hide by. */
  rights(): Rights {
    const { seat } = this.#needs;
    if (seat.seat.kind === 'standalone') return allRights;
    const by = seat.acting();
    if (by === null) return rightsOfNobody;
    const { asker, places } = this.#viewOf(by);
    return rightsOf({ ...asker, at: this.#needs.serverNow() }, places);
  }

  dispose(): void {
    this.#awaited?.dispose();
    this.#owned.dispose();
  }

  #isOnlyDisplay(permission: Permission, args: unknown): boolean {
    const cameras = camerasIn(args);
    return keptOnDisplay.has(permission) && cameras.length > 0 && cameras.every(this.#needs.onDisplay);
  }

  #nobody(): Verdict {
    const { seat } = this.#needs.seat;
    const reason: NobodyReason = seat.kind !== 'taken' ? 'not-signed-in' : seat.by.lock === null ? 'password-change' : 'locked';
    return { allow: false, rule: `seat:${reason}`, reason, told: reason, cameraId: null };
  }

  #viewOf(by: Occupant): View {
    const rights = this.#needs.configuration.rightsData();
    if (this.#view?.by === by && this.#view.rights === rights) return this.#view;
    const user = this.#newest(by.user);
    const asker = { user, standing: by.standing, purpose: by.purpose, data: concerning(rights, user) };
    const view = { by, rights, asker, places: this.#placesOf({ ...asker, at: this.#needs.serverNow() }) };
    this.#view = view;
    return view;
  }

  /** A person the configuration no longer has may do nothing; before there is any, the sign-in's answer stands. */
  #newest(user: User): User {
    const { configuration } = this.#needs;
    return configuration.user(user.id) ?? (configuration.users.size === 0 ? user : { ...user, state: 'revoked' });
  }

  #placesOf(asker: Asker): KnownPlaces {
    const { cameras } = this.#needs.configuration;
    const isKnown = knowledgeOf(asker);
    const known = new Map<string, CameraFacts>();
    for (const [id, { document }] of cameras) if (isKnown(document)) known.set(id, document);
    const { secondFor } = this.#needs;
    return { known, secondFor, camera: (id): CameraFacts | null => cameras.get(id)?.document ?? null };
  }

  #awaitNext(): void {
    this.#awaited?.dispose();
    this.#awaited = null;
    const by = this.#needs.seat.watching();
    if (by === null) return;
    const at = this.#needs.serverNow();
    const next = nextChange({ ...this.#viewOf(by).asker, at }, this.#cameraFacts());
    if (next === null) return;
    this.#awaited = this.#needs.clock.after(Math.min(next - at, LONGEST_WAIT_MS), () => this.recheck());
  }

  *#cameraFacts(): Iterable<CameraFacts> {
    for (const { document } of this.#needs.configuration.cameras.values()) yield document;
  }
}
