import type { TileStatus } from '../worker-messages.ts';
import { FrameAges } from './frame-ages.ts';
import type { FrameLedger } from './frame-ledger.ts';
import type { FrameScaler } from './frame-scaler.ts';

/** What the tiles of a window share. */
export interface SinkPorts {
  readonly now: () => number;
  readonly ledger: FrameLedger;
  /** `null` where the compositor scales better than we do. */
  readonly scaler: FrameScaler | null;
}

/** A tile as it is added. */
export interface ShownTile {
  readonly stream: number;
  readonly width: number;
  readonly height: number;
  /** Nobody can see it. */
  readonly covered: boolean;
}

/** The track of one tile. A track that has not taken the frame before is skipped, never queued for. */
export class TileSink {
  readonly #ports: SinkPorts;
  readonly #writer: WritableStreamDefaultWriter<VideoFrame>;
  readonly #ages = new FrameAges();
  /** The stream it shows, and the one it will show as soon as that has a frame. */
  stream: number;
  next: number | null = null;
  /** The replay it shows instead. */
  replay: number | null = null;
  width: number;
  height: number;
  #covered: boolean;
  #frameWidth = 0;
  #frameHeight = 0;
  #presented = 0;
  #dropped = 0;
  #newestArrivalMs: number | null = null;
  #ageMs: number | null = null;
  #exact = false;
  #scaling = false;
  /** Of the frame handed over last, and of the one being scaled. */
  #replayShown = false;
  #replayTaken = false;

  constructor(ports: SinkPorts, writable: WritableStream<VideoFrame>, shown: ShownTile) {
    this.#ports = ports;
    this.#writer = writable.getWriter();
    this.#writer.closed.catch(() => undefined); // the window ends the track first: expected
    this.stream = shown.stream;
    this.width = shown.width;
    this.height = shown.height;
    this.#covered = shown.covered;
  }

  get covered(): boolean {
    return this.#covered;
  }

  /** What was shown before says nothing of what is shown when it is seen again. */
  cover(covered: boolean): void {
    this.#covered = covered;
    this.#newestArrivalMs = null;
    this.#ageMs = null;
  }

  /** The stream whose frames it takes. */
  get shows(): number {
    return this.replay ?? this.stream;
  }

  get ready(): boolean {
    return !this.#scaling && (this.#writer.desiredSize ?? 0) > 0;
  }

  /** A frame for this tile came while its track was not ready. */
  skipped(): void {
    this.#dropped += 1;
  }

  /** Takes over the frame. `holdMs` is what its source held it back. */
  write(frame: VideoFrame, arrivalMs: number, holdMs: number): void {
    const { scaler } = this.#ports;
    const size = scaler?.sizeOn(this, frame) ?? null;
    this.#exact = size !== null;
    this.#replayTaken = this.replay !== null;
    const fits = size?.width === frame.visibleRect?.width && size?.height === frame.visibleRect?.height;
    if (scaler === null || size === null || fits) this.#handOver(frame, arrivalMs, holdMs, frame);
    else void this.#writeScaled(frame, arrivalMs, holdMs, scaler.scale(frame, size));
  }

  async #writeScaled(frame: VideoFrame, arrivalMs: number, holdMs: number, scaling: Promise<VideoFrame>): Promise<void> {
    this.#scaling = true;
    try {
      const scaled = this.#ports.ledger.opened(await scaling);
      this.#handOver(frame, arrivalMs, holdMs, scaled);
      this.#ports.ledger.close(frame);
    } catch {
      this.#exact = false;
      this.#handOver(frame, arrivalMs, holdMs, frame);
    } finally {
      this.#scaling = false;
    }
  }

  /** Counts the frame as presented by the stand-in `handed` that the track takes over. */
  #handOver(frame: VideoFrame, arrivalMs: number, holdMs: number, handed: VideoFrame): void {
    const ageMs = this.#ports.now() - arrivalMs + holdMs;
    this.#frameWidth = frame.displayWidth;
    this.#frameHeight = frame.displayHeight;
    this.#presented += 1;
    this.#replayShown = this.#replayTaken;
    this.#newestArrivalMs = arrivalMs;
    this.#ageMs = ageMs;
    this.#ages.add(ageMs);
    const settled = (): void => {
      this.#ports.ledger.close(handed);
    };
    this.#writer.write(handed).then(settled, settled);
  }

  status(tile: number, toSharedMs: (workerMs: number) => number): TileStatus {
    return {
      tile,
      stream: this.stream,
      width: this.#frameWidth,
      height: this.#frameHeight,
      exact: this.#exact,
      presentedFrames: this.#presented,
      droppedFrames: this.#dropped,
      newestArrivalAtMs: this.#newestArrivalMs === null ? null : toSharedMs(this.#newestArrivalMs),
      replay: this.#replayShown,
      frameAgeMs: this.#ageMs,
      agesMs: this.#ages.drain(),
    };
  }

  dispose(): void {
    this.#writer.abort().catch(() => undefined); // already ended by the window: expected
  }
}
