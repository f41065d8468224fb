/**
 * PTZ of all cameras at this workstation: who moves what, by which right, and what is written down of it. Windows tell
 * again and again what they want; whatever ends that (a key let go, a window closed or killed, a right that ends, a
 * person who leaves, the program's end) ends in a Stop.
 */
import { VmsError } from '../../../src-contract/errors.ts';
import type { AuditDraft } from '../../../src-contract/model/audit-draft.ts';
import {
  noVelocity,
  type PtzAbilities,
  type PtzAnswer,
  type PtzHolder,
  type PtzPreset,
  type PtzState,
  type PtzVelocity,
} from '../../../src-contract/model/ptz.ts';
import type { Clock } from '../../base/clock.ts';
import { Emitter, type Disposable } from '../../base/disposable.ts';
import type { Log } from '../../base/log.ts';
import type { PtzDevice } from '../../onvif/ptz.ts';
import type { Shift } from '../../onvif/ptz-spaces.ts';
import type { Audit, Deed } from '../audit/audit.ts';
import type { NoticeBoard } from '../notices.ts';
import { PtzHand } from './ptz-hand.ts';
import { mayTake, type Effect, type Mover, type StopCause } from './ptz-session.ts';
import { PtzTour } from './ptz-tour.ts';

/** A camera that moves, connected. */
export interface OpenedPtz extends Disposable {
  readonly device: PtzDevice;
}

export interface PtzNeeds {
  readonly access: { judge(permission: 'ptz', of: { cameraId: string }): { readonly allow: boolean } };
  /** Who sits here and may act, with their level; throws `denied` for nobody. */
  readonly person: () => Omit<Mover, 'windowId'>;
  readonly actor: () => Pick<AuditDraft, 'actor' | 'purpose' | 'caseNumber'>;
  /** `null`: the camera has no PTZ. Rejects as `OnvifConnection.call`. */
  readonly open: (cameraId: string) => Promise<OpenedPtz | null>;
  readonly labelOf: (cameraId: string) => string;
  readonly audit: Pick<Audit, 'act' | 'happened'>;
  readonly notices: Pick<NoticeBoard, 'post' | 'dismiss'>;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly log: Log;
}

interface Known {
  readonly cameraId: string;
  readonly hand: PtzHand;
  readonly opened: OpenedPtz;
  tour: PtzTour | null;
  /** Waits for the log before its first move. */
  starting: boolean;
  /** Its window and person, while it moves. */
  windowId: string | null;
  began: Pick<AuditDraft, 'actor' | 'purpose' | 'caseNumber'> | null;
  /** The camera is another now: this one only has to come to a stand. */
  retired: boolean;
}

export interface PtzDescription {
  /** `null`: no PTZ. */
  readonly abilities: PtzAbilities | null;
  readonly state: PtzState | null;
}

export class PtzService {
  readonly changed = new Emitter<PtzState>();
  readonly #needs: PtzNeeds;
  readonly #known = new Map<string, Promise<Known | null>>();
  /** Everything that may still have to be stopped, retired ones too. */
  readonly #hands = new Set<Known>();
  /** How often wishes were ended, by camera, window or all at once: one that ended while it waited must not begin. */
  readonly #ends = new Map<string, number>();

  constructor(needs: PtzNeeds) {
    this.#needs = needs;
  }

  /** Rejects where the camera cannot be reached. */
  async describe(cameraId: string): Promise<PtzDescription> {
    const known = await this.#find(cameraId);
    if (known === null) return { abilities: null, state: null };
    known.hand.look();
    return { abilities: known.hand.device.abilities, state: this.#stateOf(known) };
  }

  /** A wish of a window, told again while it holds. Rejects `not-found` without PTZ, `unavailable` where it cannot be written down. */
  async move(windowId: string, cameraId: string, velocity: PtzVelocity): Promise<PtzAnswer> {
    const ends = this.#endsOf(cameraId, windowId);
    const known = await this.#need(cameraId);
    const by = { ...this.#needs.person(), windowId };
    if (!mayTake(by, known.hand.session.holding)) return this.#held(known);
    known.tour?.dispose();
    known.windowId = windowId;
    if (known.hand.session.motion.kind === 'moving') {
      known.hand.feed({ kind: 'intent', by, velocity });
      return { kind: 'taken' };
    }
    if (isNothing(velocity) || known.starting || ends !== this.#endsOf(cameraId, windowId)) return { kind: 'taken' };
    known.starting = true;
    known.began = this.#needs.actor();
    try {
      await this.#needs.audit.act(this.#deed(known, 'ptz.start'), () => {
        // Let go, closed or denied while the log was written: then it never began.
        const ended = ends !== this.#endsOf(cameraId, windowId) || known.retired;
        if (!ended && this.#needs.access.judge('ptz', { cameraId }).allow) known.hand.feed({ kind: 'intent', by, velocity });
      });
    } finally {
      known.starting = false;
    }
    return { kind: 'taken' };
  }

  /** Whoever asks: stopping needs no right. */
  async stop(cameraId: string): Promise<void> {
    this.#bump(cameraId);
    const known = await this.#known.get(cameraId)?.catch(() => null);
    if (known == null) return;
    known.tour?.dispose();
    known.hand.feed({ kind: 'halt' });
  }

  /** One move by itself: a click, a preset, the lens. The camera stops of its own. */
  async use<T>(windowId: string, cameraId: string, act: (device: PtzDevice, zoom: number) => Promise<T>): Promise<T> {
    const known = await this.#need(cameraId);
    const by = { ...this.#needs.person(), windowId };
    this.#demand(known, by);
    this.#bump(cameraId);
    known.tour?.dispose();
    known.hand.feed({ kind: 'use', by });
    const done = await act(known.hand.device, known.hand.zoom);
    known.hand.look();
    return done;
  }

  shift(windowId: string, cameraId: string, shift: Shift): Promise<void> {
    return this.use(windowId, cameraId, (device, zoom) => device.shift(shift, zoom));
  }

  async presets(cameraId: string): Promise<readonly PtzPreset[]> {
    const { hand } = await this.#need(cameraId);
    return hand.device.abilities.presets ? hand.device.presets() : [];
  }

  async lock(windowId: string, cameraId: string, locked: boolean): Promise<void> {
    const known = await this.#need(cameraId);
    const by = { ...this.#needs.person(), windowId };
    this.#demand(known, by);
    known.windowId = windowId;
    known.hand.feed(locked ? { kind: 'lock', by } : { kind: 'unlock' });
  }

  /** From preset to preset, each shown so long, until somebody moves the camera or the right ends. Rejects `not-found` with fewer than two. */
  async tour(windowId: string, cameraId: string, dwellMs: number): Promise<void> {
    const known = await this.#need(cameraId);
    const by = { ...this.#needs.person(), windowId };
    this.#demand(known, by);
    const presets = await known.hand.device.presets();
    if (presets.length < 2) throw new VmsError('not-found', 'ptz-too-few-presets');
    known.tour?.dispose();
    known.hand.feed({ kind: 'use', by });
    known.windowId = windowId;
    const { access, clock, log } = this.#needs;
    known.tour = new PtzTour({
      tokens: presets.map(({ token }) => token),
      dwellMs,
      clock,
      goTo: async (token) => {
        if (!access.judge('ptz', { cameraId }).allow) throw new VmsError('denied', 'denied');
        await known.hand.device.goTo(token);
      },
      onEnded: (failure) => {
        known.tour = null;
        if (failure !== null) log.warn('tour of presets ended', { cameraId, failure });
        this.changed.emit(this.#stateOf(known));
      },
    });
    this.changed.emit(this.#stateOf(known));
  }

  windowClosed(windowId: string, cause: Extract<StopCause, 'window-closed' | 'window-crashed'>): void {
    this.#bump(windowId);
    this.#end((known) => known.windowId === windowId, cause);
  }

  rightsChanged(): void {
    this.#end(({ cameraId }) => !this.#needs.access.judge('ptz', { cameraId }).allow, 'right-ended');
  }

  /** The person leaves: what they held is nobody's. */
  personLeft(): void {
    this.#bump(EVERYBODY);
    this.#end(() => true, 'signed-out');
  }

  /** Their address or login is another: the old connection only has to bring the camera to a stand. */
  camerasChanged(ids: ReadonlySet<string>): void {
    for (const id of ids) this.#known.delete(id);
    for (const known of this.#hands) {
      if (!ids.has(known.cameraId)) continue;
      known.retired = true;
      this.#finish(known, 'release');
      this.#dropIfDone(known);
    }
  }

  /** Stops everything and waits for it, but no longer than that. */
  async close(limitMs: number): Promise<void> {
    this.#bump(EVERYBODY);
    this.#end(() => true, 'ending');
    const stands = (): boolean => [...this.#hands].every(({ hand }) => hand.session.motion.kind === 'still');
    await new Promise<void>((resolve) => {
      const deadline = this.#needs.clock.now() + limitMs;
      const look = (): void => {
        if (stands() || this.#needs.clock.now() >= deadline) resolve();
        else this.#needs.clock.after(25, look);
      };
      look();
    });
    for (const { hand, opened } of this.#hands) {
      hand.dispose();
      opened.dispose();
    }
    this.#hands.clear();
    this.#known.clear();
  }

  #end(concerned: (known: Known) => boolean, cause: StopCause): void {
    for (const known of this.#hands) if (concerned(known)) this.#finish(known, cause);
  }

  #finish(known: Known, cause: StopCause): void {
    this.#bump(known.cameraId);
    known.tour?.dispose();
    known.hand.feed({ kind: 'end', cause });
  }

  #bump(what: string): void {
    this.#ends.set(what, (this.#ends.get(what) ?? 0) + 1);
  }

  #endsOf(cameraId: string, windowId: string): string {
    return [cameraId, windowId, EVERYBODY].map((what) => String(this.#ends.get(what) ?? 0)).join(' ');
  }

  #demand(known: Known, by: Mover): void {
    const { holding } = known.hand.session;
    if (!mayTake(by, holding)) throw new VmsError('unavailable', 'ptz-held', { name: holding?.by.name ?? '' });
  }

  #held(known: Known): PtzAnswer {
    const holder = this.#stateOf(known).holder;
    return holder === null ? { kind: 'taken' } : { kind: 'held', holder };
  }

  async #need(cameraId: string): Promise<Known> {
    const known = await this.#find(cameraId);
    if (known === null) throw new VmsError('unsupported', 'ptz-none');
    return known;
  }

  #find(cameraId: string): Promise<Known | null> {
    const found = this.#known.get(cameraId);
    if (found !== undefined) return found;
    const opening = this.#needs.open(cameraId).then((opened) => (opened === null ? null : this.#hold(cameraId, opened)));
    this.#known.set(cameraId, opening);
    // A camera that could not be reached is asked anew next time.
    opening.catch(() => {
      if (this.#known.get(cameraId) === opening) this.#known.delete(cameraId);
    });
    return opening;
  }

  #hold(cameraId: string, opened: OpenedPtz): Known {
    const hand = new PtzHand({
      device: opened.device,
      clock: this.#needs.clock,
      onEffect: (effect) => {
        this.#tell(known, effect);
      },
      onChanged: () => {
        this.changed.emit(this.#stateOf(known));
        this.#dropIfDone(known);
      },
      onFailure: (failure) => {
        this.#needs.log.warn('PTZ command failed', { cameraId, failure });
      },
    });
    const known: Known = { cameraId, hand, opened, tour: null, starting: false, windowId: null, began: null, retired: false };
    this.#hands.add(known);
    return known;
  }

  #dropIfDone(known: Known): void {
    if (!known.retired || known.hand.session.motion.kind !== 'still' || !this.#hands.delete(known)) return;
    known.hand.dispose();
    known.opened.dispose();
  }

  #tell(known: Known, effect: Extract<Effect, { kind: 'began' | 'ended' | 'alarm' }>): void {
    const { audit, notices, labelOf } = this.#needs;
    const { cameraId } = known;
    switch (effect.kind) {
      case 'began':
        return;
      case 'ended': {
        const params = { cause: effect.cause, durationMs: Math.round(effect.durationMs), moves: effect.moves };
        void audit.happened({ ...this.#deed(known, 'ptz.stop'), params });
        return;
      }
      case 'alarm': {
        const id = `ptz-unconfirmed-${cameraId}`.slice(0, 64);
        if (effect.on) notices.post({ id, severity: 'error', key: 'ptz-unconfirmed', details: { name: labelOf(cameraId) } });
        else notices.dismiss(id);
      }
    }
  }

  #deed({ cameraId, began }: Known, action: 'ptz.start' | 'ptz.stop'): Deed {
    return { action, object: { kind: 'camera', id: cameraId, label: this.#needs.labelOf(cameraId).slice(0, 300) }, ...began };
  }

  #stateOf({ cameraId, hand, tour }: Known): PtzState {
    const { holding, motion } = hand.session;
    const state = motion.kind === 'stopping' && motion.alarmed ? 'unconfirmed' : motion.kind;
    return { cameraId, motion: state, holder: holding === null ? null : this.#holder(holding.by, holding.locked), touring: tour !== null };
  }

  #holder({ name, level, userId }: Mover, locked: boolean): PtzHolder {
    return { name, level, locked, mine: this.#needs.actor().actor.userId === userId };
  }
}

/** No camera and no window is called so. */
const EVERYBODY = '*';

const isNothing = (velocity: PtzVelocity): boolean =>
  (['pan', 'tilt', 'zoom', 'focus'] as const).every((axis) => velocity[axis] === noVelocity[axis]);
