/** Admission to live streams by tickets, and what the windows' tiles report of them. */
import { VmsError } from '../../src-contract/errors.ts';
import type { Camera, StreamProfile, StreamWish } from '../../src-contract/model/camera.ts';
import type { StreamPreference } from '../../src-contract/model/settings.ts';
import type { FrameCounts, TileReport } from '../../src-contract/model/stream-state.ts';
import { Emitter } from '../base/disposable.ts';
import type { StreamSource } from '../media/source.ts';
import { chooseProfile, type ChosenProfile } from './stream-choice.ts';

/** A ticket and the stream it admits to. */
export interface Permit {
  readonly ticket: string;
  /** Same key = same pull. Changes when the camera's address or credentials change. */
  readonly streamKey: string;
  /** For logs: number, name and profile; no address. */
  readonly label: string;
  readonly source: StreamSource;
}

export interface LiveDependencies {
  readonly cameras: { get(id: string): Camera; sourceOf(id: string, profile: StreamProfile): StreamSource };
  readonly preference: () => StreamPreference;
  readonly media: {
    permit(permit: Permit): void;
    permitSound(permit: Permit): void;
    revoke(ticket: string): void;
    wipeReplay(streamKey: string): void;
  };
  /** 128 random bits as text. */
  readonly newTicket: () => string;
  readonly tellRevoked: (windowId: string, tickets: string[]) => void;
}

interface Held {
  readonly windowId: string;
  readonly cameraId: string;
  /** `null` for sound, of which nothing is kept. */
  readonly streamKey: string | null;
}

/** Twice a full wall, for the moment in which a window closes and opens all its tiles. */
const MAX_TICKETS_PER_WINDOW = 256;

/** A camera began or ceased to be watched or heard in a window. */
export interface Watching {
  readonly kind: 'start' | 'stop';
  readonly medium: 'picture' | 'sound';
  readonly cameraId: string;
  readonly windowId: string;
}

export class LiveService {
  readonly watching = new Emitter<Watching>();
  readonly reported = new Emitter<readonly TileReport[]>();
  readonly #needs: LiveDependencies;
  readonly #held = new Map<string, Held>();
  readonly #reports = new Map<string, readonly TileReport[]>();
  readonly #frames = new Map<string, FrameCounts>();
  readonly #generations = new Map<string, number>();

  constructor(needs: LiveDependencies) {
    this.#needs = needs;
  }

  /** Throws `not-found` for an unknown camera, `too-large` when the window holds too many streams. */
  open(windowId: string, cameraId: string, tileHeightPx: number, want: StreamWish = 'auto'): { ticket: string } & ChosenProfile {
    this.#refuseTooMany(windowId);
    const camera = this.#needs.cameras.get(cameraId);
    const { profile, fixed } = chooseProfile(camera, this.#needs.preference(), tileHeightPx, want);
    const source = this.#needs.cameras.sourceOf(cameraId, profile);
    const ticket = this.#needs.newTicket();
    const streamKey = `${cameraId}/${profile}/${this.#generations.get(cameraId) ?? 0}`;
    this.#hold(ticket, { windowId, cameraId, streamKey });
    this.#needs.media.permit({ ticket, streamKey, label: `${camera.number} ${camera.name} (${profile})`, source });
    return { ticket, profile, fixed };
  }

  /** A ticket for the sound of a camera's main stream: where a camera hears at all, it is there. Throws as `open`. */
  listen(windowId: string, cameraId: string): { ticket: string } {
    this.#refuseTooMany(windowId);
    const camera = this.#needs.cameras.get(cameraId);
    const source = this.#needs.cameras.sourceOf(cameraId, 'main');
    const ticket = this.#needs.newTicket();
    const streamKey = `${cameraId}/sound/${this.#generations.get(cameraId) ?? 0}`;
    this.#hold(ticket, { windowId, cameraId, streamKey: null });
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
    this.#drop(this.#ticketsOf((held) => held.windowId === windowId));
  }

  /** The program ends: nothing is watched any more. */
  closeAll(): void {
    this.#drop([...this.#held.keys()]);
  }

  /** Ends these cameras' streams everywhere and zeroes what was kept of them; windows open them anew, with what is valid now. */
  camerasChanged(ids: ReadonlySet<string>): void {
    for (const id of ids) this.#generations.set(id, (this.#generations.get(id) ?? 0) + 1);
    const byWindow = new Map<string, string[]>();
    const concerned = this.#ticketsOf((held) => ids.has(held.cameraId));
    const streams = new Set(concerned.map((ticket) => this.#held.get(ticket)?.streamKey));
    for (const ticket of concerned) {
      const windowId = this.#held.get(ticket)?.windowId ?? '';
      byWindow.set(windowId, [...(byWindow.get(windowId) ?? []), ticket]);
    }
    for (const [windowId, tickets] of byWindow) {
      this.#drop(tickets);
      this.#needs.tellRevoked(windowId, tickets);
    }
    for (const streamKey of streams) if (streamKey != null) this.#needs.media.wipeReplay(streamKey);
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

  #refuseTooMany(windowId: string): void {
    if (this.#ticketsOf((held) => held.windowId === windowId).length >= MAX_TICKETS_PER_WINDOW)
      throw new VmsError('too-large', 'too-many-streams', { max: MAX_TICKETS_PER_WINDOW });
  }

  /** Told before the media process is: what is written about it stands in the log first. */
  #hold(ticket: string, held: Held): void {
    this.#tell('start', held);
    this.#held.set(ticket, held);
  }

  #tell(kind: Watching['kind'], { cameraId, windowId, streamKey }: Held): void {
    this.watching.emit({ kind, medium: streamKey === null ? 'sound' : 'picture', cameraId, windowId });
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
      if (held !== undefined) this.#tell('stop', held);
      this.#held.delete(ticket);
      this.#needs.media.revoke(ticket);
    }
  }
}
