/** Paints masks into decoded frames, so that nothing behind this place ever holds the pixels under them. */
import type { PictureMasks } from '../../../src-contract/model/privacy.ts';
import type { CodecFactory } from './codec-factory.ts';
import { coverageOf, halvedSpans, stripesOf, type Span } from './mask-coverage.ts';
import type { ShapesInForce } from './masks-in-force.ts';
import { toldColour } from './picture-frame.ts';

/** What is drawn, row by row, for one size of picture. */
interface Coverage {
  readonly luma: readonly Span[];
  readonly stripes: readonly Span[];
  readonly chroma: readonly Span[];
}

/** Luma of the ground and of the stripes: dark, and told from one another at night. */
const GROUND = 36;
const STRIPE = 62;
const GREY = 128;
const GROUND_COLOUR = 'rgb(20 24 28)';
const STRIPE_COLOUR = 'rgb(48 54 60)';

/** Sizes kept ready: a wall shows few, and each costs only its rows. */
const MOST_KEPT = 64;

export class MaskPainter {
  readonly #makeFrame: CodecFactory['picture'];
  readonly #kept = new Map<string, Coverage>();
  readonly #numbers = new WeakMap<ShapesInForce, number>();
  #canvas: OffscreenCanvas | null = null;
  #last = 0;

  constructor(makeFrame: CodecFactory['picture']) {
    this.#makeFrame = makeFrame;
  }

  /** A frame of its own with the masks in it; the one given stays the caller's. Rejects rather than give one without. */
  paint(frame: VideoFrame, shapes: ShapesInForce, style: PictureMasks['style']): Promise<VideoFrame> {
    return frame.format === 'I420' && frame.visibleRect !== null
      ? this.#intoPlanes(frame, frame.visibleRect, shapes, style)
      : Promise.resolve().then(() => this.#overCanvas(frame, shapes, style));
  }

  async #intoPlanes(frame: VideoFrame, { width, height }: DOMRectReadOnly, shapes: ShapesInForce, style: PictureMasks['style']) {
    const data = new Uint8Array(frame.allocationSize());
    const layout = await frame.copyTo(data);
    const { luma, stripes, chroma } = this.#coverage(shapes, style, width, height);
    const [first, ...others] = layout;
    if (first === undefined || others.length !== 2) throw new TypeError('not three planes');
    fill(data, first, luma, GROUND);
    fill(data, first, stripes, STRIPE);
    for (const plane of others) fill(data, plane, chroma, GREY);
    const { timestamp, displayWidth, displayHeight } = frame;
    const colorSpace = toldColour(frame.colorSpace, height);
    return this.#makeFrame(data, {
      ...{ format: 'I420', codedWidth: width, codedHeight: height, timestamp, displayWidth, displayHeight, colorSpace, layout },
      ...(frame.duration === null ? {} : { duration: frame.duration }),
    });
  }

  /** Frames that lie in a GPU, or are laid out in other ways: drawn there, without reading them back. */
  #overCanvas(frame: VideoFrame, shapes: ShapesInForce, style: PictureMasks['style']): VideoFrame {
    const [width, height] = [frame.displayWidth, frame.displayHeight];
    const canvas = (this.#canvas ??= new OffscreenCanvas(width, height));
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new TypeError('no canvas');
    context.drawImage(frame, 0, 0, width, height);
    const { luma, stripes } = this.#coverage(shapes, style, width, height);
    for (const [spans, colour] of [[luma, GROUND_COLOUR] as const, [stripes, STRIPE_COLOUR] as const]) {
      context.fillStyle = colour;
      for (const { row, from, to } of spans) context.fillRect(from, row, to - from, 1);
    }
    return new VideoFrame(canvas, { timestamp: frame.timestamp });
  }

  #coverage(shapes: ShapesInForce, style: PictureMasks['style'], width: number, height: number): Coverage {
    const key = `${String(this.#numberOf(shapes))} ${style} ${String(width)} ${String(height)}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const luma = coverageOf(shapes, { width, height });
    const coverage = { luma, stripes: style === 'hatched' ? stripesOf(luma, height) : [], chroma: halvedSpans(luma) };
    for (const oldest of [...this.#kept.keys()].slice(0, Math.max(0, this.#kept.size + 1 - MOST_KEPT))) this.#kept.delete(oldest);
    this.#kept.set(key, coverage);
    return coverage;
  }

  #numberOf(shapes: ShapesInForce): number {
    const known = this.#numbers.get(shapes);
    if (known !== undefined) return known;
    this.#last += 1;
    this.#numbers.set(shapes, this.#last);
    return this.#last;
  }
}

function fill(data: Uint8Array, { offset, stride }: PlaneLayout, spans: readonly Span[], value: number): void {
  for (const { row, from, to } of spans) data.fill(value, offset + row * stride + from, offset + row * stride + to);
}
