import type { TicketEnding } from '../../src-contract/ipc/live.ts';
import type { StreamFailure, TileReport } from '../../src-contract/model/stream-state.ts';
import { WallDiagnosis, type DiagnosticsListener } from './diagnostics/wall-diagnosis.ts';
import { CameraMasks } from './camera-masks.ts';
import { LinkKeeper } from './link-keeper.ts';
import { onVisibilityChange } from './visibility.ts';
import { windowClock, type PlayerClock } from './player-clock.ts';
import type { DecoderChoice, OpenedStream, OpenRequest, TilePlayer, WallPlayerPorts } from './player-types.ts';
import type { PictureMasks } from '../../src-contract/model/privacy.ts';
import { StreamLeases, type StreamLease } from './stream-leases.ts';
import { TicketRenewal } from './ticket-renewal.ts';
import type { CapturedFrame } from './capture/tile-on-glass.ts';
import { WallCaptures } from './capture/wall-captures.ts';
import { TileDriver } from './tile-driver.ts';
import type { TileHost } from './tile-host.ts';
import { firstWish } from './stream-choice/size-rules.ts';
import { CHOOSE_EVERY_MS } from './stream-choice/choose-streams.ts';
import { WallSteering } from './wall-steering.ts';
import { SoundPlayer } from './sound/sound-player.ts';
import { replayStream, type StreamStatus, type WorkerCommand, type WorkerReport } from './worker-messages.ts';

export type { DecoderChoice, StreamProfile, TileFigures, TilePlayer, WallPlayerPorts } from './player-types.ts';

const EVALUATE_EVERY_MS = 250;
const MEASURE_EVERY_MS = 1_000;
/** A worker that has said nothing for this long is replaced; its tiles stopped being live long before. */
const WORKER_SILENT_MS = 10_000;

export interface WallPlayerOptions {
  readonly clock?: PlayerClock;
  readonly startWorker?: () => Worker;
  /** What an earlier run learned about this machine's decoders. */
  readonly recalled?: readonly DecoderChoice[];
}

/**
 * All the playing tiles of one window: one decode worker, one media link, one decoder per distinct stream.
 *
 * React mounts `<video>` elements and calls `attach`; frames go from the worker to the elements' tracks
 * and are never seen here.
 */
export class WallPlayer {
  readonly #ports: WallPlayerPorts;
  readonly #clock: PlayerClock;
  readonly #startWorker: () => Worker;
  readonly #leases: StreamLeases;
  readonly #link: LinkKeeper;
  readonly #renewal: TicketRenewal;
  readonly #openLeases = new Map<number, StreamLease>();
  readonly #tiles = new Map<number, TileDriver>();
  readonly #streams = new Map<number, StreamStatus>();
  readonly #learned: DecoderChoice[];
  readonly #steering: WallSteering;
  readonly #diagnosis = new WallDiagnosis({
    now: () => this.#clock.now(),
    tiles: () => this.#tiles.values(),
    send: (command) => {
      this.#send(command);
    },
  });
  readonly #captures: WallCaptures;
  readonly #masks: CameraMasks;
  readonly #stopTimers: readonly (() => void)[];
  /** The one camera of this window that is heard. */
  readonly sound: SoundPlayer;
  #worker: Worker | null = null;
  #workerHeardAtMs = 0;
  #evaluatedAtMs = 0;
  #lastTile = 0;
  #frames = { created: 0, closed: 0 };

  constructor(ports: WallPlayerPorts, options: WallPlayerOptions = {}) {
    this.#ports = ports;
    this.#clock = options.clock ?? windowClock;
    this.#startWorker = options.startWorker ?? startDecodeWorker;
    this.#learned = [...(options.recalled ?? [])];
    this.#masks = new CameraMasks(() => this.#clock.now());
    this.#leases = new StreamLeases({
      opened: (lease) => {
        this.#openLeases.set(lease.id, lease);
        this.#openStream(lease);
      },
      renewed: (lease) => {
        this.#send({ kind: 'renew-stream', stream: lease.id, ticket: lease.ticket });
      },
      closed: (lease) => {
        this.#closeStream(lease);
      },
      spare: (ticket) => {
        ports.close(ticket);
      },
    });
    this.#link = new LinkKeeper(
      this.#clock,
      () => ports.connectLink(),
      (endpoint) => {
        this.#send({ kind: 'link', endpoint }, endpoint.kind === 'port' ? [endpoint.port] : []);
      },
    );
    this.sound = new SoundPlayer(
      {
        listen: (request) => ports.listen(request),
        close: (ticket) => {
          ports.close(ticket);
        },
        send: (command, transfer) => {
          this.#send(command, transfer);
        },
      },
      this.#clock,
    );
    this.#renewal = new TicketRenewal(this.#clock, (lease) => this.#renewTicket(lease));
    this.#steering = this.#createSteering();
    this.#captures = this.#createCaptures();
    this.#stopTimers = [
      onVisibilityChange(() => {
        for (const tile of this.#tiles.values()) tile.look();
      }),
      this.#clock.every(CHOOSE_EVERY_MS, () => {
        this.#steering.steer();
      }),
      this.#clock.every(EVALUATE_EVERY_MS, () => {
        this.#evaluate();
      }),
      this.#clock.every(MEASURE_EVERY_MS, () => {
        for (const tile of this.#tiles.values()) tile.measure();
        this.#diagnosis.look();
      }),
    ];
  }

  /** Shows a camera on a `<video>` the caller owns. `cell` is the tile's place on the wall, for reports. */
  attach(cell: number, video: HTMLVideoElement, camera: { id: string; name: string }): TilePlayer {
    this.#ensureWorker();
    this.#lastTile += 1;
    const tile = new TileDriver(this.#host(), this.#lastTile, cell, video, camera);
    this.#tiles.set(tile.id, tile);
    tile.evaluate();
    return tile;
  }

  /**
   * Has a camera's stream pulled that is about to be called up in a tile of that height (device pixels): a person's
   * next click, a tour's next step. Nothing is decoded. Not while this machine has too much to do already.
   */
  prepare(cameraId: string, tileHeightPx: number): void {
    if (this.#steering.overloaded || [...this.#openLeases.values()].some((lease) => lease.cameraId === cameraId)) return;
    const want = firstWish({ pin: 'auto', enlarged: false }, this.#tiles.size);
    this.#ports.prepare({ cameraId, tileHeightPx, want }).catch(() => undefined); // whoever calls it up is told by the tile
  }

  /** The player of the tile in a cell. */
  at(cell: number): TilePlayer | null {
    return this.#tileAt(cell);
  }

  /** The frame a cell shows, in the full resolution of its stream where that is to be had; `null` where there is no picture. */
  capture(cell: number): Promise<CapturedFrame | null> {
    return this.#captures.ofTile(this.#tileAt(cell)?.onGlass ?? null);
  }

  /** One frame of a camera's main stream, whatever the wall shows of it. Rejects as main refuses to open it. */
  captureMain(camera: { readonly id: string }): Promise<CapturedFrame | null> {
    return this.#captures.ofCamera(camera, 'main');
  }

  /** One frame of a camera's small stream for a quick look. `null` while this machine has too much to do, or none came in time. Rejects as main refuses. */
  async glance(camera: { readonly id: string }): Promise<CapturedFrame | null> {
    return this.#steering.overloaded ? null : this.#captures.ofCamera(camera, 'sub');
  }

  /** One report per tile over the last second, by cell. */
  reports(): TileReport[] {
    return Array.from(this.#tiles.values(), (tile) => tile.report()).sort((left, right) => left.cell - right.cell);
  }

  /** Takes the picture off every tile these tickets admitted, at once; each then asks main anew, unless its time is over. */
  revoke(tickets: readonly string[], ending: TicketEnding): void {
    const concerned = [...this.#tiles.values()].filter((tile) => tile.holds(tickets));
    this.#leases.forget(tickets);
    for (const tile of concerned) tile.revoked(ending);
    this.sound.revoke(tickets, ending);
  }

  /** Hides these parts of a camera's pictures from the next frame on, wherever the window shows it. */
  mask(cameraId: string, masks: PictureMasks): void {
    this.#masks.tell(cameraId, masks);
    this.#maskStreams(cameraId);
  }

  /** Main cannot be heard any more, and with it nobody who could end a lift. */
  endLifts(): void {
    for (const cameraId of this.#masks.endLifts()) this.#maskStreams(cameraId);
  }

  /** Has every tile that main refused for one of these reasons ask again. */
  askAgainIf(reasons: readonly StreamFailure[]): void {
    for (const tile of this.#tiles.values()) tile.askAgainIf(reasons);
  }

  /** Every hop of these tiles, once a second until the returned function is called; costs nothing while nobody looks. */
  diagnose(cells: 'all' | readonly number[], listener: DiagnosticsListener): () => void {
    return this.#diagnosis.watch(cells, listener);
  }

  /** Frames the worker made and closed, as of its last status; equal after everything was disposed unless something leaks. */
  get frames(): { readonly created: number; readonly closed: number } {
    return this.#frames;
  }

  dispose(): void {
    for (const stop of this.#stopTimers) stop();
    for (const tile of [...this.#tiles.values()]) tile.dispose();
    this.sound.dispose();
    this.#captures.forget();
    this.#link.dispose();
    this.#renewal.dispose();
    this.#worker?.terminate();
    this.#worker = null;
  }

  #tileAt(cell: number): TileDriver | null {
    for (const tile of this.#tiles.values()) if (tile.cell === cell) return tile;
    return null;
  }

  #createCaptures(): WallCaptures {
    return new WallCaptures({
      ...{ clock: this.#clock, leases: this.#leases },
      open: (cameraId, tileHeightPx, want) => {
        this.#ensureWorker();
        return this.#open({ cameraId, tileHeightPx, want });
      },
      streamStatus: (stream) => this.#streams.get(stream),
      send: (command) => {
        this.#send(command);
      },
    });
  }

  #createSteering(): WallSteering {
    return new WallSteering({
      clock: this.#clock,
      tiles: () => this.#tiles.values(),
      streams: this.#streams,
      visible: () => document.visibilityState === 'visible',
      degrade: (stream, level) => {
        this.#send({ kind: 'degrade-stream', stream, level });
      },
    });
  }

  #host(): TileHost {
    return {
      clock: this.#clock,
      leases: this.#leases,
      open: (cameraId, tileHeightPx, want) => this.#open({ cameraId, tileHeightPx, want }),
      othersOf: (tile) => [...this.#tiles.values()].filter((other) => other.id < tile.id).length,
      subHeightPx: (cameraId) => this.#steering.subHeightPx(cameraId),
      spare: (ticket) => {
        this.#ports.close(ticket);
      },
      send: (command, transfer) => {
        this.#send(command, transfer);
      },
      streamStatus: (stream) => this.#streams.get(stream),
      ended: (tile) => {
        this.#tiles.delete(tile.id);
      },
    };
  }

  #ensureWorker(): void {
    if (this.#worker) return;
    const worker = this.#startWorker();
    this.#worker = worker;
    this.#workerHeardAtMs = this.#clock.now();
    worker.onmessage = (message: MessageEvent<WorkerReport>) => {
      this.#report(message.data);
    };
    worker.onerror = () => {
      // An error nobody caught in there leaves it in an unknown state: the next silent moment replaces it.
      this.#workerHeardAtMs = Math.min(this.#workerHeardAtMs, this.#clock.now() - WORKER_SILENT_MS + MEASURE_EVERY_MS);
    };
    this.#send({ kind: 'recall', choices: this.#learned });
    this.#link.connect();
  }

  #replaceWorker(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#streams.clear();
    this.#captures.forget();
    this.#diagnosis.restarted();
    this.#steering.workerReplaced();
    this.#ensureWorker();
    for (const tile of this.#tiles.values()) tile.remount();
    this.sound.remount();
    for (const lease of this.#openLeases.values()) this.#openStream(lease);
  }

  #send(command: WorkerCommand, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(command, transfer);
  }

  async #open(request: OpenRequest): Promise<OpenedStream> {
    const opened = await this.#ports.open(request);
    this.mask(request.cameraId, opened.masks);
    return opened;
  }

  #openStream(lease: StreamLease): void {
    this.#send({ kind: 'open-stream', stream: lease.id, ticket: lease.ticket, masks: this.#masks.of(lease.cameraId) });
  }

  #maskStreams(cameraId: string): void {
    const masks = this.#masks.of(cameraId);
    for (const lease of this.#openLeases.values())
      if (lease.cameraId === cameraId) this.#send({ kind: 'mask-stream', stream: lease.id, masks });
  }

  #closeStream(lease: StreamLease): void {
    this.#openLeases.delete(lease.id);
    this.#renewal.forget(lease.id);
    this.#streams.delete(lease.id);
    this.#send({ kind: 'close-stream', stream: lease.id });
  }

  #report(report: WorkerReport): void {
    this.#workerHeardAtMs = this.#clock.now();
    switch (report.kind) {
      case 'status':
        this.#status(report);
        return;
      case 'diagnosis':
        this.#diagnosis.heard(report);
        return;
      case 'link-lost':
        this.#link.lost();
        return;
      case 'shown':
        this.#tiles.get(report.tile)?.shown(report.stream);
        return;
      case 'replay':
        this.#tiles.get(report.tile)?.replay.told(report.status);
        return;
      case 'captured':
      case 'capture-failed':
        this.#captures.heard(report);
        return;
      case 'learned':
        this.#learned.push(report.choice);
        this.#ports.remember?.(report.choice);
        return;
      case 'sound':
        this.sound.told(report.ticket, report.state);
        return;
    }
  }

  #status(report: Extract<WorkerReport, { kind: 'status' }>): void {
    this.#frames = report.frames;
    this.#steering.workerLate(report.lateMs);
    if (report.linkUp) this.#link.up();
    for (const stream of report.streams) {
      if (stream.stream < 0) this.#tiles.get(replayStream(stream.stream))?.replay.streamTold(stream);
      const lease = this.#openLeases.get(stream.stream);
      if (!lease) continue;
      this.#streams.set(stream.stream, stream);
      this.#renewal.seen(lease, stream);
      for (const tile of this.#tiles.values()) tile.meter.addStream(stream);
    }
    for (const tile of report.tiles) this.#tiles.get(tile.tile)?.update(tile);
    for (const tile of this.#tiles.values()) tile.evaluate();
  }

  #evaluate(): void {
    const nowMs = this.#clock.now();
    // After the machine slept both sides have been silent: only a window that was awake may judge.
    const awake = nowMs - this.#evaluatedAtMs < 4 * EVALUATE_EVERY_MS;
    this.#evaluatedAtMs = nowMs;
    if (this.#worker && awake && nowMs - this.#workerHeardAtMs > WORKER_SILENT_MS) this.#replaceWorker();
    for (const tile of this.#tiles.values()) tile.evaluate();
  }

  async #renewTicket(lease: StreamLease): Promise<void> {
    const heights = [...this.#tiles.values()].filter((tile) => tile.lease === lease).map((tile) => tile.size.height);
    const opened = await this.#open({ cameraId: lease.cameraId, tileHeightPx: Math.max(2, ...heights), want: lease.profile });
    const current = this.#openLeases.get(lease.id) === lease;
    if (current && opened.profile === lease.profile) this.#leases.renew(lease, opened.ticket);
    else this.#ports.close(opened.ticket);
  }
}

function startDecodeWorker(): Worker {
  return new Worker(new URL('./decode-worker/main.ts', import.meta.url), { type: 'module', name: 'decode' });
}
