import type { FrameLedger } from './frame-ledger.ts';
import type { QueuedFrame } from './frame-queue.ts';
import type { MaskPainter } from './mask-painter.ts';
import type { ShapesInForce } from './masks-in-force.ts';
import type { OpenStream } from './open-stream.ts';

export interface MaskedHandingPorts {
  readonly ledger: FrameLedger;
  readonly painter: Pick<MaskPainter, 'paint'>;
  /** Now, on the time line shared with the window. */
  readonly sharedMs: () => number;
  /** Whether the stream is still this one. */
  readonly isOpen: (id: number, stream: OpenStream) => boolean;
  /** Takes over the frame. Returns whether every tile of the stream took it. */
  readonly hand: (id: number, stream: OpenStream, queued: QueuedFrame, evenCovered: boolean) => boolean;
}

/**
 * The one way of a frame from its decoder to tiles and captures: past it there is no frame without its masks.
 *
 * A frame that cannot be painted is not shown. While a mask is lifted the newest frame is kept as it was decoded, so that it
 * can be shown again with the mask when the time is over and no other frame comes: a replay at rest, a camera that fell silent.
 */
export class MaskedHanding {
  readonly #ports: MaskedHandingPorts;
  readonly #painting = new Set<number>();
  readonly #kept = new Map<number, QueuedFrame>();
  /** The masks under which the frame on the glass was given. */
  readonly #given = new Map<number, ShapesInForce>();

  constructor(ports: MaskedHandingPorts) {
    this.#ports = ports;
  }

  /** Hands the stream's next frame on, if there is one. */
  next(id: number, stream: OpenStream): void {
    if (this.#painting.has(id)) return;
    const fresh = stream.playback.take();
    const queued = fresh ?? this.#again(id, stream);
    if (queued !== undefined) this.#process(id, stream, queued, fresh === undefined);
  }

  forget(id: number): void {
    this.#dropKept(id);
    this.#given.delete(id);
  }

  #process(id: number, stream: OpenStream, queued: QueuedFrame, again: boolean): void {
    const nowMs = this.#ports.sharedMs();
    const shapes = stream.masks.shapes(nowMs);
    if (!again && stream.masks.lifts(nowMs)) this.#keep(id, queued);
    if (shapes.length === 0) this.#give(id, stream, queued, shapes, again);
    else void this.#paint(id, stream, queued, shapes, again);
  }

  async #paint(id: number, stream: OpenStream, queued: QueuedFrame, shapes: ShapesInForce, again: boolean): Promise<void> {
    const { ledger, painter, isOpen, sharedMs } = this.#ports;
    this.#painting.add(id);
    const painted = await painter.paint(queued.frame, shapes, stream.masks.style).then(
      (frame) => ledger.opened(frame),
      () => null,
    );
    this.#painting.delete(id);
    const changed = stream.masks.shapes(sharedMs()) !== shapes;
    if (isOpen(id, stream) && painted !== null && !changed) {
      ledger.close(queued.frame);
      this.#give(id, stream, { ...queued, frame: painted }, shapes, again);
      return;
    }
    if (painted !== null) ledger.close(painted);
    // Other masks came meanwhile: the same frame once more, under those.
    if (isOpen(id, stream) && changed) this.#process(id, stream, queued, again);
    else ledger.close(queued.frame);
  }

  #give(id: number, stream: OpenStream, queued: QueuedFrame, shapes: ShapesInForce, again: boolean): void {
    const taken = this.#ports.hand(id, stream, queued, again);
    if (again && !taken) return; // a track that was busy gets it with the next tick
    this.#given.set(id, shapes);
    if (!stream.masks.lifts(this.#ports.sharedMs())) this.#dropKept(id);
  }

  /** What was shown under fewer masks, once they are more. */
  #again(id: number, stream: OpenStream): QueuedFrame | undefined {
    const kept = this.#kept.get(id);
    if (kept === undefined || this.#given.get(id) === stream.masks.shapes(this.#ports.sharedMs())) return undefined;
    return { ...kept, frame: this.#ports.ledger.opened(kept.frame.clone()) };
  }

  #keep(id: number, queued: QueuedFrame): void {
    this.#dropKept(id);
    this.#kept.set(id, { ...queued, frame: this.#ports.ledger.opened(queued.frame.clone()) });
  }

  #dropKept(id: number): void {
    const kept = this.#kept.get(id);
    this.#kept.delete(id);
    if (kept !== undefined) this.#ports.ledger.close(kept.frame);
  }
}
