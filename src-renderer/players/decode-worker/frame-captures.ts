import type { CameraTimeReading } from './camera-clock.ts';
import type { FrameLedger } from './frame-ledger.ts';
import type { QueuedFrame } from './frame-queue.ts';
import type { OpenStream } from './open-stream.ts';
import type { StreamPlayback } from './stream-playback.ts';
import type { WorkerCommand, WorkerReport } from '../worker-messages.ts';

export interface FrameCapturePorts {
  readonly ledger: FrameLedger;
  /** The frame's own pixels, for the window; does not close the frame. */
  readonly bitmap: (frame: VideoFrame) => Promise<ImageBitmap>;
  /** Another number of captures waits for the stream than before. */
  awaited(stream: number): void;
  readonly toSharedMs: (workerMs: number) => number;
  post(report: WorkerReport, transfer?: Transferable[]): void;
}

/** What a stream knows of its frames. */
export interface CapturedStream {
  readonly playback: Pick<StreamPlayback, 'extentOf' | 'cameraTime'>;
  /** `null` while it is live. */
  readonly replay: OpenStream['replay'];
}

interface Taken extends QueuedFrame {
  readonly whole: boolean;
  readonly cameraTime: CameraTimeReading | null;
}

/**
 * Single frames for the window, before they are scaled for their tiles.
 *
 * Of a live stream the next whole frame is taken. A replay may stand still, so its last frame is kept:
 * one frame for each tile that replays.
 */
export class FrameCaptures {
  readonly #ports: FrameCapturePorts;
  readonly #streams = new Map<number, number>();
  readonly #kept = new Map<number, Taken>();

  constructor(ports: FrameCapturePorts) {
    this.#ports = ports;
  }

  /** A capture is answered with `captured` or `capture-failed`, or not at all. */
  handle(command: Extract<WorkerCommand, { kind: 'capture' | 'cancel-capture' }>): void {
    const { capture } = command;
    if (command.kind === 'cancel-capture') {
      const stream = this.#streams.get(capture);
      this.#streams.delete(capture);
      if (stream !== undefined) this.#ports.awaited(stream);
      return;
    }
    const kept = this.#kept.get(command.stream);
    if (kept !== undefined) {
      this.#give(capture, kept);
      return;
    }
    this.#streams.set(capture, command.stream);
    this.#ports.awaited(command.stream);
  }

  /** Whether somebody waits for a frame of the stream. */
  awaits(stream: number): boolean {
    for (const wanted of this.#streams.values()) if (wanted === stream) return true;
    return false;
  }

  /** Every frame on its way to the tiles; stays the caller's. */
  handed(stream: number, queued: QueuedFrame, { playback, replay }: CapturedStream): void {
    const replayed = replay !== null;
    if (!replayed && this.#streams.size === 0) return;
    const extent = playback.extentOf(queued.frame);
    const taken: Taken = { ...queued, whole: extent === 'whole', cameraTime: playback.cameraTime(queued.frame) };
    if (replayed) this.#keep(stream, taken);
    if (!this.awaits(stream) || (extent === 'smaller' && !replayed)) return;
    for (const [capture, wanted] of [...this.#streams]) {
      if (wanted !== stream) continue;
      this.#streams.delete(capture);
      this.#give(capture, taken);
    }
    this.#ports.awaited(stream);
  }

  /** The stream is gone: what was kept of it is closed, and nobody gets a frame of it any more. */
  forget(stream: number): void {
    const kept = this.#kept.get(stream);
    this.#kept.delete(stream);
    if (kept !== undefined) this.#ports.ledger.close(kept.frame);
    for (const [capture, wanted] of [...this.#streams]) if (wanted === stream) this.#streams.delete(capture);
  }

  #keep(stream: number, taken: Taken): void {
    const { ledger } = this.#ports;
    const before = this.#kept.get(stream);
    this.#kept.set(stream, { ...taken, frame: ledger.opened(taken.frame.clone()) });
    if (before !== undefined) ledger.close(before.frame);
  }

  #give(capture: number, { frame, arrivalMs, whole, cameraTime }: Taken): void {
    const { ledger, toSharedMs, post } = this.#ports;
    const own = ledger.opened(frame.clone());
    const facts = { kind: 'captured', capture, arrivalAtMs: toSharedMs(arrivalMs), cameraTime, whole } as const;
    void this.#ports
      .bitmap(own)
      .then(
        (bitmap) => {
          post({ ...facts, bitmap }, [bitmap]);
        },
        () => {
          post({ kind: 'capture-failed', capture });
        },
      )
      .finally(() => {
        ledger.close(own);
      });
  }
}
