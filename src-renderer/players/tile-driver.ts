import type { StreamFailure, TileReport, TileState } from '../../src-contract/model/stream-state.ts';
import { BackOff } from './back-off.ts';
import { GlassCheck } from './glass-check.ts';
import { openFailureOf } from './open-failure.ts';
import type { PlayerClock } from './player-clock.ts';
import type { StreamProfile, TileFigures, TilePlayer } from './player-types.ts';
import type { StreamLease, StreamLeases } from './stream-leases.ts';
import { TileMeter, type TileRates } from './tile-meter.ts';
import { changesSizeClass, observeSize, SIZE_SETTLE_MS, type PixelSize } from './tile-size.ts';
import { reportedState, sameTileState, tileStateOf } from './tile-state.ts';
import { openSurface, type VideoSurface } from './track-generator.ts';
import type { StreamStatus, TileStatus, WorkerCommand } from './worker-messages.ts';

/** Asking main again after it could not open the stream. */
const OPEN_AGAIN_MS = [1_000, 2_000, 5_000, 10_000, 30_000] as const;
/** A larger stream that has shown nothing by then is given up; the tile stays with the one it has. */
const SWITCH_GIVE_UP_MS = 15_000;

/** What a tile needs of its wall. */
export interface TileHost {
  readonly clock: PlayerClock;
  readonly leases: StreamLeases;
  open(cameraId: string, tileHeightPx: number): Promise<{ ticket: string; profile: StreamProfile }>;
  /** A ticket that came too late to be used. */
  spare(ticket: string): void;
  send(command: WorkerCommand, transfer?: Transferable[]): void;
  streamStatus(stream: number): StreamStatus | undefined;
  ended(tile: TileDriver): void;
}

/** One camera on one `<video>`: asks for the stream, follows the element's size, and says honestly what is on the glass. */
export class TileDriver implements TilePlayer {
  readonly id: number;
  readonly cell: number;
  readonly camera: { readonly id: string; readonly name: string };
  readonly #host: TileHost;
  readonly #video: HTMLVideoElement;
  readonly #meter: TileMeter;
  readonly #glass = new GlassCheck();
  readonly #openAgain = new BackOff(OPEN_AGAIN_MS);
  readonly #stateListeners = new Set<(state: TileState) => void>();
  readonly #figureListeners = new Set<(figures: TileFigures) => void>();
  readonly #openedAtMs: number;
  readonly #stopObserving: () => void;
  #state: TileState = { kind: 'idle' };
  #surface: VideoSurface | null = null;
  #lease: StreamLease | null = null;
  #next: StreamLease | null = null;
  #refusal: { reason: StreamFailure; retryAtMs: number | null } | null = null;
  #size: PixelSize = { width: 2, height: 2 };
  #askedHeightPx = 0;
  #attempt = 0;
  #status: TileStatus | null = null;
  #newestArrivalAtMs: number | null = null;
  #wallAheadMs = 0;
  #firstPictureMs: number | null = null;
  #rates: TileRates = { fps: 0, receivedFps: 0, bitrateKbps: 0, frameAgesMs: [] };
  #stopRetry: (() => void) | null = null;
  #stopSettle: (() => void) | null = null;
  #stopSwitch: (() => void) | null = null;
  #disposed = false;

  constructor(host: TileHost, id: number, cell: number, video: HTMLVideoElement, camera: { id: string; name: string }) {
    this.#host = host;
    this.id = id;
    this.cell = cell;
    this.camera = camera;
    this.#video = video;
    this.#openedAtMs = host.clock.now();
    this.#meter = new TileMeter(this.#openedAtMs);
    this.#stopObserving = observeSize(video, (size) => {
      this.#resized(size);
    });
    void this.#open();
  }

  get state(): TileState {
    return this.#state;
  }

  onState(listener: (state: TileState) => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  onFigures(listener: (figures: TileFigures) => void): () => void {
    this.#figureListeners.add(listener);
    return () => this.#figureListeners.delete(listener);
  }

  retry(): void {
    if (this.#disposed) return;
    this.#openAgain.reset();
    this.#refusal = null;
    void this.#open(true);
    this.evaluate();
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#stopObserving();
    this.#let();
    this.#stateListeners.clear();
    this.#figureListeners.clear();
    this.#host.ended(this);
  }

  /** Whether one of these tickets is what it shows, or is about to show. */
  holds(tickets: readonly string[]): boolean {
    return [this.#lease, this.#next].some((lease) => lease !== null && tickets.includes(lease.ticket));
  }

  get heightPx(): number {
    return this.#size.height;
  }

  get lease(): StreamLease | null {
    return this.#lease;
  }

  /** Takes the picture away at once, then asks anew: main knows whether only the address changed or the right is gone. */
  revoked(): void {
    this.#let();
    this.#newestArrivalAtMs = null;
    void this.#open();
    this.evaluate();
  }

  /** The worker was replaced: a new track for the same stream. */
  remount(): void {
    this.#surface?.end();
    this.#surface = null;
    if (this.#next) this.#giveUpSwitch();
    if (this.#lease) this.#mount(this.#lease);
  }

  shown(stream: number): void {
    if (this.#next?.id !== stream) return;
    this.#stopSwitch?.();
    const left = this.#lease;
    this.#lease = this.#next;
    this.#next = null;
    this.#meter.joined(stream, this.#stream());
    if (left) this.#host.leases.release(left);
  }

  update(status: TileStatus): void {
    this.#status = status;
    this.#meter.addTile(status);
    if (status.newestArrivalAtMs === null || status.newestArrivalAtMs === this.#newestArrivalAtMs) return;
    this.#newestArrivalAtMs = status.newestArrivalAtMs;
    // Fixed with the frame, so that "last good at" stands still while the tile is stale.
    this.#wallAheadMs = this.#host.clock.wall() - this.#host.clock.now();
  }

  updateStream(status: StreamStatus): void {
    this.#meter.addStream(status);
  }

  /** Judges the tile's state anew; time alone can change it. */
  evaluate(): void {
    const stream = this.#stream();
    const state = tileStateOf(
      {
        opened: !this.#disposed,
        refusal: this.#refusal,
        stream: stream?.state ?? null,
        streamAtMs: stream?.stateAtMs ?? 0,
        decoderFailed: stream?.decoderFailed ?? false,
        newestFrame: this.#newestFrame(),
      },
      this.#host.clock.now(),
    );
    if (sameTileState(state, this.#state)) return;
    this.#state = state;
    for (const listener of [...this.#stateListeners]) listener(state);
  }

  /** Once a second: asks the compositor, computes the rates, tells whoever listens. */
  measure(): void {
    const quality = this.#video.getVideoPlaybackQuality();
    const painted = quality.totalVideoFrames - quality.droppedVideoFrames;
    this.#meter.addPainted({ painted, dropped: quality.droppedVideoFrames });
    this.#glass.look(
      this.#status?.presentedFrames ?? 0,
      painted,
      this.#newestArrivalAtMs,
      this.#video.ownerDocument.visibilityState === 'visible',
    );
    this.#rates = this.#meter.measure(this.#host.clock.now());
    if (this.#figureListeners.size === 0) return;
    const figures = this.figures();
    for (const listener of [...this.#figureListeners]) listener(figures);
  }

  figures(): TileFigures {
    const stream = this.#stream();
    return {
      fps: this.#rates.fps,
      receivedFps: this.#rates.receivedFps,
      frameAgeMs: this.#status?.frameAgeMs ?? null,
      width: this.#status?.width ?? 0,
      height: this.#status?.height ?? 0,
      codec: stream?.codec ?? null,
      decoder: stream?.decoder ?? null,
      bitrateKbps: this.#rates.bitrateKbps,
      droppedFrames: this.#meter.totals.droppedFrames,
      profile: this.#lease?.profile ?? 'sub',
      source: stream?.source ?? null,
      cameraClock: againstWall(stream?.cameraClock ?? null, this.#wallAheadMs),
    };
  }

  report(): TileReport {
    return {
      cell: this.cell,
      camera: this.camera.name,
      cameraId: this.camera.id,
      ...reportedState(this.#state),
      ...this.figures(),
      ...this.#meter.totals,
      frameAgesMs: [...this.#rates.frameAgesMs],
      firstPictureMs: this.#firstPictureMs,
    };
  }

  /** Asks main for the stream that fits the tile; also the way to a fresh ticket. */
  async #open(byPerson = false): Promise<void> {
    this.#stopRetry?.();
    this.#attempt += 1;
    const attempt = this.#attempt;
    // An element without a layout yet is taken for a small tile; its real size is followed once known.
    this.#askedHeightPx = Math.max(this.#size.height, 90);
    try {
      const { ticket, profile } = await this.#host.open(this.camera.id, this.#askedHeightPx);
      if (attempt !== this.#attempt) this.#host.spare(ticket);
      else this.#granted(ticket, profile, byPerson);
    } catch (thrown) {
      if (attempt === this.#attempt) this.#refused(thrown);
    }
  }

  #granted(ticket: string, profile: StreamProfile, byPerson: boolean): void {
    this.#refusal = null;
    this.#openAgain.reset();
    if (this.#next) this.#giveUpSwitch();
    const { leases } = this.#host;
    if (this.#lease?.profile === profile) {
      this.#sameStream(this.#lease, ticket, byPerson);
    } else if (this.#lease) {
      this.#next = leases.acquire(this.camera.id, profile, ticket, (lease) => {
        this.#host.send({ kind: 'show', tile: this.id, stream: lease.id });
      });
      this.#stopSwitch = this.#host.clock.after(SWITCH_GIVE_UP_MS, () => {
        this.#giveUpSwitch();
      });
    } else {
      this.#lease = leases.acquire(this.camera.id, profile, ticket, (lease) => {
        this.#mount(lease);
      });
    }
    this.evaluate();
  }

  /** The tile already has the stream that was granted: only trouble, or a person, makes it begin anew. */
  #sameStream(lease: StreamLease, ticket: string, byPerson: boolean): void {
    const kind = this.#stream()?.state?.kind;
    const renew = kind === 'closed' || (byPerson && kind !== 'retrying' && this.#state.kind !== 'live');
    if (renew) {
      this.#host.leases.renew(lease, ticket);
      return;
    }
    this.#host.spare(ticket);
    if (byPerson && kind === 'retrying') this.#host.send({ kind: 'retry-stream', stream: lease.id });
  }

  #refused(thrown: unknown): void {
    const { reason, again } = openFailureOf(thrown);
    const waitMs = this.#openAgain.next();
    // With a stream already there, a refused change of size changes nothing that is on the glass.
    if (!this.#lease) this.#refusal = { reason, retryAtMs: again ? this.#host.clock.now() + waitMs : null };
    if (again) this.#stopRetry = this.#host.clock.after(waitMs, () => void this.#open());
    this.evaluate();
  }

  #mount(lease: StreamLease): void {
    this.#meter.joined(lease.id, this.#host.streamStatus(lease.id));
    try {
      this.#surface = openSurface(this.#video);
    } catch {
      this.#refusal = { reason: 'decoder-failed', retryAtMs: null };
      return;
    }
    const { writable } = this.#surface;
    this.#host.send({ kind: 'add-tile', tile: this.id, stream: lease.id, writable, ...this.#size }, [writable]);
    if (this.#firstPictureMs !== null) return;
    this.#video.requestVideoFrameCallback(() => {
      this.#firstPictureMs ??= Math.round(this.#host.clock.now() - this.#openedAtMs);
    });
  }

  #giveUpSwitch(): void {
    this.#stopSwitch?.();
    if (!this.#next) return;
    const left = this.#next;
    this.#next = null;
    if (this.#lease) {
      this.#host.send({ kind: 'show', tile: this.id, stream: this.#lease.id });
    }
    this.#host.leases.release(left);
  }

  #resized(size: PixelSize): void {
    if (size.width === this.#size.width && size.height === this.#size.height) return;
    this.#size = size;
    if (this.#surface) this.#host.send({ kind: 'resize', tile: this.id, ...size });
    this.#stopSettle?.();
    if (!changesSizeClass(this.#askedHeightPx, size.height)) return;
    this.#stopSettle = this.#host.clock.after(SIZE_SETTLE_MS, () => {
      if (!this.#disposed && this.#lease && changesSizeClass(this.#askedHeightPx, this.#size.height)) void this.#open();
    });
  }

  /** Lets go of streams, surface and timers; the element goes blank. */
  #let(): void {
    this.#attempt += 1;
    this.#stopRetry?.();
    this.#stopSettle?.();
    this.#stopSwitch?.();
    if (this.#surface) this.#host.send({ kind: 'remove-tile', tile: this.id });
    this.#surface?.end();
    this.#surface = null;
    for (const lease of [this.#next, this.#lease]) if (lease) this.#host.leases.release(lease);
    this.#next = null;
    this.#lease = null;
    this.#status = null;
  }

  #stream(): StreamStatus | undefined {
    return this.#lease ? this.#host.streamStatus(this.#lease.id) : undefined;
  }

  #newestFrame(): { atMs: number; epochMs: number } | null {
    const atMs = this.#glass.newest(this.#newestArrivalAtMs);
    return atMs === null ? null : { atMs, epochMs: Math.round(atMs + this.#wallAheadMs) };
  }
}

/** The reading is against the shared time line, which does not follow when this machine's clock is set. */
function againstWall(clock: StreamStatus['cameraClock'], wallAheadMs: number): TileFigures['cameraClock'] {
  return clock === null ? null : { ...clock, aheadMs: Math.round(clock.aheadMs - wallAheadMs) };
}
