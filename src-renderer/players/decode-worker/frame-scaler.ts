import type { PixelSize } from '../pixel-size.ts';
import { exactSize } from './exact-size.ts';
import type { I420Scaler } from './i420-scaler.ts';
import { toldColour } from './picture-frame.ts';
import type { CodecFactory } from './codec-factory.ts';

/**
 * Makes frames as large as their tile is, for windows that are composed without a GPU: there the compositor converts
 * every picture at its full size and then filters it pixel by pixel, which costs more than the decoder.
 */
export class FrameScaler {
  readonly #scaler: I420Scaler;
  readonly #makeFrame: CodecFactory['picture'];
  #last: Promise<unknown> = Promise.resolve();

  constructor(scaler: I420Scaler, makeFrame: CodecFactory['picture']) {
    this.#scaler = scaler;
    this.#makeFrame = makeFrame;
  }

  /** The size the frame should have on such a tile; `null` where it is best handed over as it is. */
  sizeOn(tile: PixelSize, frame: VideoFrame): PixelSize | null {
    if (frame.format !== 'I420' || frame.visibleRect === null) return null;
    const shown = { width: frame.displayWidth, height: frame.displayHeight };
    return exactSize({ stored: frame.visibleRect, shown }, tile);
  }

  /** A smaller copy; both frames are then the caller's to close. One after the other, because they share one memory. */
  scale(frame: VideoFrame, size: PixelSize): Promise<VideoFrame> {
    const scaled = this.#last.then(() => this.#scale(frame, size));
    this.#last = scaled.catch(() => undefined);
    return scaled;
  }

  async #scale(frame: VideoFrame, size: PixelSize): Promise<VideoFrame> {
    const from = frame.visibleRect ?? { width: 0, height: 0 };
    const source = this.#scaler.source(from);
    await frame.copyTo(source.data, { layout: [...source.layout] });
    const { data, layout } = this.#scaler.scale(from, size);
    return this.#makeFrame(data, {
      format: 'I420',
      codedWidth: size.width,
      codedHeight: size.height,
      timestamp: frame.timestamp,
      colorSpace: toldColour(frame.colorSpace, from.height),
      layout: [...layout],
    });
  }
}
