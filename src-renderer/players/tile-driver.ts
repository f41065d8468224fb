import type { TicketEnding } from '../../src-contract/ipc/live.ts';
import type { StreamFailure, TileReport, TileState } from '../../src-contract/model/stream-state.ts';
import type { TileDiagnostics } from '../../src-contract/model/diagnostics.ts';
import { glassLook } from './diagnostics/glass-look.ts';
import { GlassCheck } from './glass-check.ts';
import type { OpenedStream, StreamProfile, TileFigures, TilePlayer, TileWish } from './player-types.ts';
import type { ChoiceTile } from './stream-choice/choice-facts.ts';
import type { StreamLease } from './stream-leases.ts';
import type { TileOnGlass } from './capture/tile-on-glass.ts';
import type { TileHost } from './tile-host.ts';
import { StreamRequests } from './stream-requests.ts';
import { TileChoice } from './tile-choice.ts';
import { measuredFigures, tileReport } from './tile-figures.ts';
import { TileMeter, type TileRates } from './tile-meter.ts';
import { TileReplay } from './tile-replay.ts';
import { TileStreams } from './tile-streams.ts';
import { observeSize, zoomedSize } from './tile-size.ts';
import { QUEUE_BOUND } from './decode-worker/stream-machine.ts';
import { isStarting, sameTileState, tileStateOf } from './tile-state.ts';
import { openSurface, paintExactly, type VideoSurface } from './track-generator.ts';
import { replayStream, type TileStatus } from './worker-messages.ts';

/** One camera on one `<video>`: asks for the stream, follows the element's size, and says honestly what is on the glass. */
export class TileDriver implements TilePlayer {
  readonly id: number;
  readonly cell: number;
  readonly camera: { readonly id: string; readonly name: string };
  readonly #host: TileHost;
  readonly #video: HTMLVideoElement;
  /** What it received and painted. */
  readonly meter: TileMeter;
  readonly #glass = new GlassCheck();
  readonly #requests: StreamRequests;
  readonly #streams: TileStreams;
  readonly #stateListeners = new Set<(state: TileState) => void>();
  readonly #figureListeners = new Set<(figures: TileFigures) => void>();
  readonly #openedAtMs: number;
  readonly #stopObserving: () => void;
  #state: TileState = { kind: 'idle' };
  #surface: VideoSurface | null = null;
  #refusal: { reason: StreamFailure; retryAtMs: number | null } | null = null;
  #size = { width: 2, height: 2 };
  /** What is wanted for it, and why it shows what it shows. */
  readonly choice = new TileChoice();
  readonly replay: TileReplay;
  #status: TileStatus | null = null;
  #newestArrivalAtMs: number | null = null;
  #wallAheadMs = 0;
  #firstPictureMs: number | null = null;
  #rates: TileRates = { fps: 0, receivedFps: 0, bitrateKbps: 0, frameAgesMs: [] };
  #covered = false;
  #disposed = false;

  constructor(host: TileHost, id: number, cell: number, video: HTMLVideoElement, camera: { id: string; name: string }) {
    this.#host = host;
    this.id = id;
    this.cell = cell;
    this.camera = camera;
    this.#video = video;
    this.#openedAtMs = host.clock.now();
    this.meter = new TileMeter(this.#openedAtMs);
    this.#streams = new TileStreams({
      ...{ tile: id, cameraId: camera.id, host },
      mount: (lease) => {
        this.#mount(lease);
      },
      switchFailed: () => {
        this.choice.failedSwitches += 1;
        this.#giveUpSwitch();
      },
    });
    this.replay = new TileReplay({
      ...{ tile: id, clock: host.clock, send: host.send, hold: () => this.#streams.hold() },
      changed: () => {
        this.evaluate();
      },
    });
    this.#requests = new StreamRequests({
      clock: host.clock,
      // An element without a layout yet is taken for a small tile; its real size is followed once known.
      open: () => host.open(camera.id, Math.max(this.#seen.height, 90), this.choice.want),
      granted: (opened, byPerson) => {
        this.#granted(opened, byPerson);
      },
      refused: (reason, retryAtMs) => {
        this.#refused(reason, retryAtMs);
      },
      spare: (ticket) => {
        host.spare(ticket);
      },
    });
    this.#stopObserving = observeSize(video, (size) => {
      this.#resized(size);
    });
    // The screen says what it wishes right after attaching; asking after that saves a first wrong stream.
    queueMicrotask(() => {
      if (this.#disposed) return;
      this.choice.begin(host.othersOf(this));
      void this.#requests.ask();
    });
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

  wish(wish: TileWish): void {
    const zoomed = (wish.zoom ?? 1) !== this.choice.zoom;
    this.choice.wish = wish;
    if (zoomed && this.#surface) this.#host.send({ kind: 'resize', tile: this.id, ...this.#seen });
    this.look();
  }

  /** Whether anybody can see it. */
  get covered(): boolean {
    return this.#covered;
  }

  /** Looks anew whether anybody can see it: what nobody sees lets go of all but its place in the queue of the camera. */
  look(): void {
    const covered = this.choice.wish.covered || this.#video.ownerDocument.visibilityState === 'hidden';
    if (covered === this.#covered || this.#disposed) return;
    this.#covered = covered;
    if (covered) this.#giveUpSwitch();
    // What stays on the element is from before: no claim is made of it until a new picture comes.
    this.#newestArrivalAtMs = null;
    this.#status = null;
    this.replay.cover(covered);
    if (this.#surface) this.#host.send({ kind: 'cover-tile', tile: this.id, covered });
    this.evaluate();
  }

  /** What the choice of streams has to know of it. */
  choiceFacts(): Omit<ChoiceTile, 'slow'> {
    const stream = this.#streams.status;
    const measured = {
      ...{ tile: this.id, openedAtMs: this.#openedAtMs, subHeightPx: this.#host.subHeightPx(this.camera.id) },
      ...{ widthPx: this.#seen.width, heightPx: this.#seen.height, streamPixels: (stream?.width ?? 0) * (stream?.height ?? 0) },
      ...{ buffering: isStarting(this.#state) || this.#streams.switching, queueShare: (stream?.queued ?? 0) / QUEUE_BOUND },
    };
    return this.choice.facts(measured, this.lease?.profile);
  }

  /** Another stream was chosen; the one on the glass stays until the new one has painted. */
  choose(profile: StreamProfile): void {
    this.#requests.cancel();
    this.choice.want = profile;
    if (this.lease?.profile === profile) this.#giveUpSwitch();
    else if (!this.#disposed) void this.#requests.ask();
  }

  retry(): void {
    if (this.#disposed) return;
    this.#requests.forgive();
    this.#refusal = null;
    void this.#requests.ask(true);
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
    return this.#streams.holds(tickets);
  }

  /** What it shows now, for a picture of it; `null` while it has none. */
  get onGlass(): TileOnGlass | null {
    const { view } = this.replay;
    const [replaying, arrivedAtMs] = view === null ? [false, this.#newestFrame()?.epochMs] : [true, view.shownEpochMs];
    const { lease } = this;
    if (lease === null || arrivedAtMs == null || this.#video.videoWidth === 0) return null;
    const stream = replaying ? replayStream(this.id) : lease.id;
    const shown = { stream, replaying, arrivedAtMs, profile: lease.profile, stale: this.#state.kind === 'stale' };
    return { ...shown, width: this.#status?.width ?? 0, picture: () => createImageBitmap(this.#video) };
  }

  get size(): { readonly width: number; readonly height: number } {
    return this.#size;
  }

  get lease(): StreamLease | null {
    return this.#streams.lease;
  }

  /** Takes the picture away at once, then asks anew, unless its time is over: main knows whether only the address changed or the right is gone. */
  revoked(ending: TicketEnding): void {
    this.#let();
    this.#newestArrivalAtMs = null;
    if (ending === 'asks-again') void this.#requests.ask();
    else this.#refusal = { reason: 'time-over', retryAtMs: null };
    this.evaluate();
  }

  /** The person may do other things than before: what was refused for such a reason asks again. */
  askAgainIf(reasons: readonly StreamFailure[]): void {
    if (this.#refusal === null || !reasons.includes(this.#refusal.reason)) return;
    this.#refusal = null;
    void this.#requests.ask();
    this.evaluate();
  }

  /** The worker was replaced: a new track for the same stream. */
  remount(): void {
    this.#surface?.end();
    this.#surface = null;
    this.replay.dropped();
    this.#giveUpSwitch();
    if (this.lease) this.#mount(this.lease);
  }

  shown(stream: number): void {
    if (this.#streams.shown(stream)) this.meter.joined(stream, this.#streams.status);
  }

  update(status: TileStatus): void {
    this.#status = status;
    this.meter.addTile(status);
    paintExactly(this.#video, status.exact && this.choice.zoom === 1);
    this.replay.frame(status);
    if (status.newestArrivalAtMs === null || status.newestArrivalAtMs === this.#newestArrivalAtMs) return;
    this.#newestArrivalAtMs = status.newestArrivalAtMs;
    // Fixed with the frame, so that "last good at" stands still while the tile is stale.
    this.#wallAheadMs = this.#host.clock.wall() - this.#host.clock.now();
  }

  /** Judges the tile's state anew; time alone can change it. */
  evaluate(): void {
    const stream = this.#streams.status;
    const past = this.replay.onGlass(this.#status) && this.#refusal?.retryAtMs !== null;
    const judged = tileStateOf(
      {
        opened: !this.#disposed && !this.#covered,
        refusal: this.#refusal,
        stream: stream?.state ?? null,
        streamAtMs: stream?.stateAtMs ?? 0,
        decoderFailed: stream?.decoderFailed ?? false,
        suspicion: stream?.suspicion ?? null,
        newestFrame: this.#newestFrame(),
      },
      this.#host.clock.now(),
    );
    const state: TileState = past ? { kind: 'replay' } : judged;
    if (sameTileState(state, this.#state)) return;
    this.#state = state;
    for (const listener of [...this.#stateListeners]) listener(state);
  }

  /** Once a second: asks the compositor, computes the rates, tells whoever listens. */
  measure(): void {
    const quality = this.#video.getVideoPlaybackQuality();
    const painted = quality.totalVideoFrames - quality.droppedVideoFrames;
    this.meter.addPainted({ painted, dropped: quality.droppedVideoFrames });
    const visible = this.#video.ownerDocument.visibilityState === 'visible';
    this.#glass.look(this.#status?.presentedFrames ?? 0, painted, this.#newestArrivalAtMs, visible);
    this.#rates = this.meter.measure(this.#host.clock.now());
    if (this.#figureListeners.size === 0) return;
    const figures = this.figures();
    for (const listener of [...this.#figureListeners]) listener(figures);
  }

  figures(): TileFigures {
    const measured = measuredFigures({
      rates: this.#rates,
      status: this.#status,
      stream: this.#streams.status,
      droppedFrames: this.meter.totals.droppedFrames,
      profile: this.lease?.profile,
      wallAheadMs: this.#wallAheadMs,
    });
    return {
      ...measured,
      ...this.choice.figures({ heightPx: this.#seen.height, subHeightPx: this.#host.subHeightPx(this.camera.id) }),
    };
  }

  glass(): TileDiagnostics['glass'] {
    const [profile, painted] = [this.lease?.profile ?? 'sub', this.meter.totals.paintedFrames];
    return glassLook({ state: this.#state, profile, status: this.#status, painted, agesMs: this.#rates.frameAgesMs }, this.#video);
  }

  report(): TileReport {
    const measured = { totals: this.meter.totals, rates: this.#rates, firstPictureMs: this.#firstPictureMs };
    const lastGoodMs = this.#newestFrame()?.epochMs ?? null;
    return tileReport({ cell: this.cell, camera: this.camera, state: this.#state, figures: this.figures(), lastGoodMs, ...measured });
  }

  #granted(opened: OpenedStream, byPerson: boolean): void {
    this.#refusal = null;
    this.#giveUpSwitch();
    this.choice.fixed = opened.fixed;
    this.choice.want = opened.profile;
    const { lease } = this;
    if (lease?.profile === opened.profile) this.#sameStream(lease, opened.ticket, byPerson);
    else this.#streams.take(opened);
    this.evaluate();
  }

  /** The tile already has the stream that was granted: only trouble, or a person, makes it begin anew. */
  #sameStream(lease: StreamLease, ticket: string, byPerson: boolean): void {
    const kind = this.#streams.status?.state?.kind;
    const renew = kind === 'closed' || (byPerson && kind !== 'retrying' && this.#state.kind !== 'live');
    if (renew) {
      this.#host.leases.renew(lease, ticket);
      return;
    }
    this.#host.spare(ticket);
    if (byPerson && kind === 'retrying') this.#host.send({ kind: 'retry-stream', stream: lease.id });
  }

  #refused(reason: StreamFailure, retryAtMs: number | null): void {
    // With a stream already there, a refused switch changes nothing that is on the glass.
    if (!this.lease) this.#refusal = { reason, retryAtMs };
    if (retryAtMs === null && this.lease) {
      this.choice.failedSwitches += 1;
      this.choice.want = this.lease.profile;
    }
    this.evaluate();
  }

  #mount(lease: StreamLease): void {
    this.meter.joined(lease.id, this.#host.streamStatus(lease.id));
    try {
      this.#surface = openSurface(this.#video);
    } catch {
      this.#refusal = { reason: 'decoder-failed', retryAtMs: null };
      return;
    }
    const { writable } = this.#surface;
    this.#host.send({ kind: 'add-tile', tile: this.id, stream: lease.id, writable, ...this.#seen, covered: this.#covered }, [writable]);
    if (this.#firstPictureMs !== null) return;
    this.#video.requestVideoFrameCallback(() => {
      this.#firstPictureMs ??= Math.round(this.#host.clock.now() - this.#openedAtMs);
    });
  }

  #giveUpSwitch(): void {
    const stays = this.#streams.giveUpSwitch();
    if (stays !== null) this.choice.want = stays;
  }

  #resized(size: TileDriver['size']): void {
    if (size.width === this.#size.width && size.height === this.#size.height) return;
    this.#size = size;
    if (this.#surface) this.#host.send({ kind: 'resize', tile: this.id, ...this.#seen });
  }

  /** The size the whole picture would have at the present zoom. */
  get #seen(): TileDriver['size'] {
    return zoomedSize(this.#size, this.choice.zoom);
  }

  /** Lets go of streams, surface and timers; the element goes blank. */
  #let(): void {
    this.#requests.cancel();
    this.replay.dropped();
    if (this.#surface) this.#host.send({ kind: 'remove-tile', tile: this.id });
    this.#surface?.end();
    this.#surface = null;
    this.#streams.let();
    this.#status = null;
  }

  #newestFrame(): { atMs: number; epochMs: number } | null {
    const atMs = this.#glass.newest(this.#newestArrivalAtMs);
    return atMs === null ? null : { atMs, epochMs: Math.round(atMs + this.#wallAheadMs) };
  }
}
