/** Admission to live streams by tickets, and what the windows' tiles report of them. */
import { VmsError } from '../../src-contract/errors.ts';
import type { TicketEnding } from '../../src-contract/ipc/live.ts';
import type { Camera, StreamProfile, StreamWish } from '../../src-contract/model/camera.ts';
import type { PictureMasks } from '../../src-contract/model/privacy.ts';
import type { StreamPreference } from '../../src-contract/model/settings.ts';
import type { FrameCounts, TileReport } from '../../src-contract/model/stream-state.ts';
import type { Clock } from '../base/clock.ts';
import { Emitter, type Disposable } from '../base/disposable.ts';
import type { StreamSource } from '../media/source.ts';
import { chooseProfile, type ChosenProfile } from './stream-choice.ts';
import { writeStreamKey } from './stream-key.ts';
import type { WarmStreams } from './warm-streams.ts';

/** A ticket and the stream it admits to. */
export interface Permit {
  readonly ticket: string;
  /** Same key = same pull. Changes when the camera's address or credentials change. */
  readonly streamKey: string;
  /** For logs: number, name and profile; no address. */
  readonly label: string;
  readonly source: StreamSource;
}

export interface PicturePermit extends Permit {
  /** Whether what the stream just showed may be looked at again. */
  readonly replay: boolean;
}

export interface LiveDependencies {
  readonly access: {
    /** Throws `denied`. */
    demand(permission: 'live.view' | 'live.listen', of: { cameraId: string }): { readonly maxSeconds: number | null };
    judge(permission: 'live.view' | 'live.listen' | 'live.replay', of: { cameraId: string }): { readonly allow: boolean };
  };
  readonly cameras: { get(id: string): Camera; sourceOf(id: string, profile: StreamProfile): StreamSource };
  readonly preference: () => StreamPreference;
  /** What of a camera's pictures is hidden; `null` where that is not known. */
  readonly masksOf: (cameraId: string) => PictureMasks | null;
  readonly media: {
    permit(permit: PicturePermit): void;
    permitSound(permit: Permit): void;
    revoke(ticket: string): void;
    wipeReplay(streamKey: string): void;
  };
  readonly warm: Omit<WarmStreams, 'counts' | 'streamChanged' | 'refused'>;
  /** 128 random bits as text. */
  readonly newTicket: () => string;
  readonly tellRevoked: (windowId: string, tickets: string[], ending: TicketEnding) => void;
  readonly after: Clock['after'];
}

type Opened = { readonly ticket: string; readonly masks: PictureMasks } & ChosenProfile;

interface Held {
  readonly windowId: string;
  readonly cameraId: string;
  /** `null` for sound, of which nothing is kept. */
  readonly picture: PicturePermit | null;
  /** The end of the longest stretch at a time, where there is one. */
  readonly timer: Disposable | null;
  /** How many replays it has in its window. */
  readonly replays: number;
}

/** Twice a full wall, for the moment in which a window closes and opens all its tiles. */
const MAX_TICKETS_PER_WINDOW = 256;

/** A camera began or ceased to be watched or heard in a window. */
export interface Watching {
  readonly kind: 'start' | 'stop';
  /** `replay`: what was kept of the last minute. */
  readonly medium: 'picture' | 'sound' | 'replay';
  readonly cameraId: string;
  readonly windowId: string;
  /** From how long ago a replay begins. */
  readonly agoMs?: number;
}

export class LiveService {
  readonly watching = new Emitter<Watching>();
  /** A camera's stream is about to be pulled before anybody watches it. */
  readonly prepared = new Emitter<{ readonly cameraId: string; readonly windowId: string }>();
  readonly reported = new Emitter<readonly TileReport[]>();
  readonly #needs: LiveDependencies;
  readonly #held = new Map<string, Held>();
  readonly #reports = new Map<string, readonly TileReport[]>();
  readonly #frames = new Map<string, FrameCounts>();
  readonly #generations = new Map<string, number>();

  constructor(needs: LiveDependencies) {
    this.#needs = needs;
  }

  /** Throws `denied` without the right, `not-found` for an unknown camera, `unavailable` where its masks are not known, `too-large` when the window holds too many streams. */
  open(windowId: string, cameraId: string, tileHeightPx: number, want: StreamWish = 'auto'): Opened {
    this.#refuseTooMany(windowId);
    const { maxSeconds } = this.#needs.access.demand('live.view', { cameraId });
    const { permit: plain, chosen } = this.#choose(cameraId, tileHeightPx, want);
    const { ticket, streamKey } = plain;
    const masks = this.#needs.masksOf(cameraId);
    if (masks === null) throw new VmsError('unavailable', 'masks-unknown');
    const permit = { ...plain, replay: this.#needs.access.judge('live.replay', { cameraId }).allow };
    this.#hold(ticket, { windowId, cameraId, picture: permit, replays: 0, timer: this.#endAfter(maxSeconds, ticket) });
    this.#needs.media.permit(permit);
    // After the permit, so that the stream is never without anybody.
    this.#needs.warm.opened(cameraId, streamKey);
    return { ticket, ...chosen, masks };
  }

  /** Pulls the stream that `open` would admit to. Nobody watches it: that is written down as such, and nothing of it can be seen. Throws `not-found`. */
  prepare(windowId: string, cameraId: string, tileHeightPx: number, want: StreamWish = 'auto'): { prepared: boolean } {
    const { warm, access } = this.#needs;
    if (!access.judge('live.view', { cameraId }).allow) return { prepared: false };
    const { permit } = this.#choose(cameraId, tileHeightPx, want);
    const { streamKey } = permit;
    if (this.#watched(streamKey)) return { prepared: false };
    if (warm.prolong(streamKey)) return { prepared: true };
    if (!warm.admits(windowId, cameraId)) return { prepared: false };
    this.prepared.emit({ cameraId, windowId });
    warm.prepare(windowId, cameraId, permit);
    return { prepared: true };
  }

  /** Whether a stream is watched or pulled ahead now, so by somebody's right. */
  pulls(streamKey: string): boolean {
    return this.#watched(streamKey) || this.#needs.warm.has(streamKey);
  }

  /** A ticket for the sound of a camera's main stream: where a camera hears at all, it is there. Throws as `open`. */
  listen(windowId: string, cameraId: string): { ticket: string } {
    this.#refuseTooMany(windowId);
    const { maxSeconds } = this.#needs.access.demand('live.listen', { cameraId });
    const camera = this.#needs.cameras.get(cameraId);
    const source = this.#needs.cameras.sourceOf(cameraId, 'main');
    const ticket = this.#needs.newTicket();
    this.#hushOthers(windowId);
    const streamKey = `${cameraId}/sound/${this.#generations.get(cameraId) ?? 0}`;
    this.#hold(ticket, { windowId, cameraId, picture: null, replays: 0, timer: this.#endAfter(maxSeconds, ticket) });
    this.#needs.media.permitSound({ ticket, streamKey, label: `${camera.number} ${camera.name}`, source });
    return { ticket };
  }

  /** A window can close only its own tickets. */
  close(windowId: string, ticket: string): void {
    if (this.#held.get(ticket)?.windowId === windowId) this.#drop([ticket]);
  }

  windowClosed(windowId: string): void {
    this.#reports.delete(windowId);
    this.#frames.delete(windowId);
    this.#needs.warm.windowClosed(windowId);
    this.#drop(this.#ticketsOf((held) => held.windowId === windowId));
  }

  /** The program ends: nothing is watched any more. */
  closeAll(): void {
    this.#needs.warm.closeAll();
    this.#drop([...this.#held.keys()]);
  }

  /** Ends these cameras' streams everywhere and zeroes what was kept of them; windows open them anew, with what is valid now. */
  camerasChanged(ids: ReadonlySet<string>): void {
    for (const id of ids) this.#generations.set(id, (this.#generations.get(id) ?? 0) + 1);
    this.#endWarm((cameraId) => ids.has(cameraId));
    this.#needs.warm.forgive(ids);
    this.#revoke(
      this.#ticketsOf((held) => ids.has(held.cameraId)),
      'asks-again',
    );
  }

  /** Asks again for every stream that is open; those nobody may have any more end, and what was kept of them is zeroed. */
  rightsChanged(): void {
    const { access, media } = this.#needs;
    const mayReplay = (cameraId: string): boolean => access.judge('live.replay', { cameraId }).allow;
    const lost = ({ cameraId, picture }: Held): boolean =>
      !access.judge(picture === null ? 'live.listen' : 'live.view', { cameraId }).allow ||
      (picture?.replay === true && !mayReplay(cameraId));
    this.#endWarm((cameraId) => !access.judge('live.view', { cameraId }).allow);
    this.#revoke(this.#ticketsOf(lost), 'asks-again');
    for (const [ticket, held] of this.#held) {
      if (held.picture === null || held.picture.replay || !mayReplay(held.cameraId)) continue;
      const picture = { ...held.picture, replay: true };
      this.#held.set(ticket, { ...held, picture });
      media.permit(picture);
    }
  }

  /** What was pulled ahead of these cameras ends, and what was kept of it is zeroed. */
  #endWarm(concerned: (cameraId: string) => boolean): void {
    for (const streamKey of this.#needs.warm.end(concerned)) this.#needs.media.wipeReplay(streamKey);
  }

  #revoke(concerned: readonly string[], ending: TicketEnding): void {
    const streams = new Set(concerned.map((ticket) => this.#held.get(ticket)?.picture?.streamKey));
    const byWindow = new Map<string, string[]>();
    for (const ticket of concerned) {
      const windowId = this.#held.get(ticket)?.windowId ?? '';
      byWindow.set(windowId, [...(byWindow.get(windowId) ?? []), ticket]);
    }
    for (const [windowId, tickets] of byWindow) {
      this.#drop(tickets);
      this.#needs.tellRevoked(windowId, tickets, ending);
    }
    for (const streamKey of streams) if (streamKey !== undefined) this.#needs.media.wipeReplay(streamKey);
  }

  /** One camera is heard at a time, whichever window it is in: nobody can tell two apart. */
  #hushOthers(windowId: string): void {
    const others = this.#ticketsOf((held) => held.picture === null && held.windowId !== windowId);
    this.#revoke(others, 'heard-elsewhere');
  }

  #endAfter(maxSeconds: number | null, ticket: string): Disposable | null {
    if (maxSeconds === null) return null;
    return this.#needs.after(maxSeconds * 1000, () => {
      this.#revoke([ticket], 'time-over');
    });
  }

  report(windowId: string, tiles: readonly TileReport[], frames: FrameCounts = { created: 0, closed: 0 }): void {
    this.#reports.set(windowId, tiles);
    this.#frames.set(windowId, frames);
    this.reported.emit(tiles);
  }

  /** The newest report of every window's tiles. */
  latestReports(): TileReport[] {
    return [...this.#reports.values()].flat();
  }

  /** The media process shows a window what was kept of a stream, from so long ago; `null`: no longer. */
  replaying(ticket: string, agoMs: number | null): void {
    const held = this.#held.get(ticket);
    if (held === undefined) return; // it ended with its ticket, and was told then
    const { cameraId, windowId, replays } = held;
    if (agoMs === null && replays === 0) return;
    this.#held.set(ticket, { ...held, replays: replays + (agoMs === null ? -1 : 1) });
    const of = { medium: 'replay', cameraId, windowId } as const;
    this.watching.emit(agoMs === null ? { kind: 'stop', ...of } : { kind: 'start', ...of, agoMs });
  }

  #choose(cameraId: string, tileHeightPx: number, want: StreamWish): { readonly permit: Permit; readonly chosen: ChosenProfile } {
    const camera = this.#needs.cameras.get(cameraId);
    const chosen = chooseProfile(camera, this.#needs.preference(), tileHeightPx, want);
    const source = this.#needs.cameras.sourceOf(cameraId, chosen.profile);
    const streamKey = writeStreamKey(cameraId, chosen.profile, this.#generations.get(cameraId) ?? 0);
    const label = `${camera.number} ${camera.name} (${chosen.profile})`;
    return { permit: { ticket: this.#needs.newTicket(), streamKey, label, source }, chosen };
  }

  #watched(streamKey: string): boolean {
    return [...this.#held.values()].some(({ picture }) => picture?.streamKey === streamKey);
  }

  #refuseTooMany(windowId: string): void {
    if (this.#ticketsOf((held) => held.windowId === windowId).length >= MAX_TICKETS_PER_WINDOW)
      throw new VmsError('too-large', 'too-many-streams', { max: MAX_TICKETS_PER_WINDOW });
  }

  /** Told before the media process is: what is written about it stands in the log first. */
  #hold(ticket: string, held: Held): void {
    this.#tell('start', held);
    this.#held.set(ticket, held);
  }

  #tell(kind: Watching['kind'], { cameraId, windowId, picture }: Held): void {
    this.watching.emit({ kind, medium: picture === null ? 'sound' : 'picture', cameraId, windowId });
  }

  /** Decoded frames of all windows that are open now. */
  frames(): FrameCounts {
    const all = [...this.#frames.values()];
    return {
      created: all.reduce((sum, { created }) => sum + created, 0),
      closed: all.reduce((sum, { closed }) => sum + closed, 0),
    };
  }

  #ticketsOf(belongs: (held: Held) => boolean): string[] {
    return [...this.#held].filter(([, held]) => belongs(held)).map(([ticket]) => ticket);
  }

  #drop(tickets: readonly string[]): void {
    for (const ticket of tickets) {
      const held = this.#held.get(ticket);
      if (held !== undefined) {
        for (let left = held.replays; left > 0; left -= 1) this.replaying(ticket, null);
        this.#tell('stop', held);
      }
      held?.timer?.dispose();
      this.#held.delete(ticket);
      this.#needs.media.revoke(ticket);
    }
  }
}
