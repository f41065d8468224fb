import type { PlayerClock } from '../player-clock.ts';
import type { OpenedStream } from '../player-types.ts';
import type { StreamLeases } from '../stream-leases.ts';
import type { StreamStatus, WorkerCommand, WorkerReport } from '../worker-messages.ts';
import type { CapturedFrame, TileOnGlass } from './tile-on-glass.ts';

/** A running stream has a frame in far less; one that gives only keyframes just now, or stopped, has not. */
const NEXT_FRAME_MS = 3_000;
/** FFmpeg has to be started anew for a picture in the stream's own size. */
const WHOLE_PICTURE_MS = 8_000;
/** A stream that has to be opened first. */
const OPENING_MS = 10_000;
/** A stream is chosen by name here; its height only has to be told. */
const HEIGHT_PX = { main: 2_160, sub: 360 } as const;

type Captured = Extract<WorkerReport, { kind: 'captured' }>;

export interface WallCapturePorts {
  readonly clock: PlayerClock;
  readonly leases: StreamLeases;
  open(cameraId: string, tileHeightPx: number, want: 'main' | 'sub'): Promise<OpenedStream>;
  streamStatus(stream: number): Pick<StreamStatus, 'decoder'> | undefined;
  send(command: WorkerCommand): void;
}

/** Takes single frames off the decode worker, in the full resolution of their streams. */
export class WallCaptures {
  readonly #ports: WallCapturePorts;
  readonly #pending = new Map<number, (captured: Captured | null) => void>();
  #last = 0;

  constructor(ports: WallCapturePorts) {
    this.#ports = ports;
  }

  /** The frame of a tile: the next one while it is live, the very one on the glass in a replay. Zoom has no part in it. `null` where there is none. */
  async ofTile(tile: TileOnGlass | null): Promise<CapturedFrame | null> {
    if (tile === null) return null;
    const byFfmpeg = this.#ports.streamStatus(tile.stream)?.decoder === 'ffmpeg';
    const captured = tile.stale ? null : await this.#take(tile.stream, byFfmpeg ? WHOLE_PICTURE_MS : NEXT_FRAME_MS);
    if (captured !== null) return this.#frame(captured, tile);
    return glassFrame(tile, await tile.picture().catch(() => null), byFfmpeg);
  }

  /** One frame of a camera's stream, whatever the wall shows of it. Rejects as main refuses; `null` when none came in time. */
  async ofCamera(camera: { readonly id: string }, want: 'main' | 'sub'): Promise<CapturedFrame | null> {
    const { leases } = this.#ports;
    const { ticket, profile } = await this.#ports.open(camera.id, HEIGHT_PX[want], want);
    const lease = leases.acquire(camera.id, profile, ticket, () => undefined);
    try {
      const captured = await this.#take(lease.id, OPENING_MS);
      return captured === null ? null : this.#frame(captured, { replaying: false, profile });
    } finally {
      leases.release(lease);
    }
  }

  heard(report: Extract<WorkerReport, { kind: 'captured' | 'capture-failed' }>): void {
    const settle = this.#pending.get(report.capture);
    if (report.kind === 'capture-failed') settle?.(null);
    else if (settle === undefined) report.bitmap.close();
    else settle(report);
  }

  /** The worker was replaced, or the window ends: nobody answers what was asked before. */
  forget(): void {
    for (const settle of [...this.#pending.values()]) settle(null);
  }

  #take(stream: number, limitMs: number): Promise<Captured | null> {
    this.#last += 1;
    const capture = this.#last;
    const { clock, send } = this.#ports;
    return new Promise((resolve) => {
      const stop = clock.after(limitMs, () => {
        send({ kind: 'cancel-capture', capture });
        this.#pending.get(capture)?.(null);
      });
      this.#pending.set(capture, (captured) => {
        stop();
        this.#pending.delete(capture);
        resolve(captured);
      });
      send({ kind: 'capture', capture, stream });
    });
  }

  #frame({ bitmap, arrivalAtMs, cameraTime, whole }: Captured, tile: Pick<TileOnGlass, 'replaying' | 'profile'>): CapturedFrame {
    const { clock } = this.#ports;
    return {
      bitmap,
      arrivedAtMs: Math.round(arrivalAtMs + clock.wall() - clock.now()),
      cameraTime: cameraTime === null ? null : { source: cameraTime.origin, atMs: Math.max(0, Math.round(cameraTime.atMs)) },
      replay: tile.replaying,
      profile: tile.profile,
      fidelity: whole ? 'full' : 'decoded-for-tile',
    };
  }
}

/** What is left where no frame comes: the picture on the tile, which may be smaller than its stream, and says so. */
function glassFrame(tile: TileOnGlass, bitmap: ImageBitmap | null, byFfmpeg: boolean): CapturedFrame | null {
  if (bitmap === null) return null;
  const { arrivedAtMs, replaying, profile } = tile;
  const short = byFfmpeg ? 'decoded-for-tile' : 'no-newer-frame';
  const fidelity = !byFfmpeg && bitmap.width >= tile.width ? 'full' : short;
  return { bitmap, arrivedAtMs, cameraTime: null, replay: replaying, profile, fidelity };
}
