import type { AddMosaic, AddPart } from './variants.ts';

/** One I420 picture that tiles are copied into; `show` hands it to the track when something changed. */
export class Mosaic {
  readonly #width: number;
  readonly #height: number;
  readonly #writer: WritableStreamDefaultWriter<VideoFrame>;
  readonly #planes: Uint8Array<ArrayBuffer>;
  #changed = false;

  constructor({ writable, width, height }: AddMosaic) {
    this.#width = width;
    this.#height = height;
    this.#writer = writable.getWriter();
    this.#planes = new Uint8Array((width * height * 3) / 2).fill(128);
  }

  part({ x, y }: AddPart): WritableStream<VideoFrame> {
    const [stride, half] = [this.#width, this.#width / 2];
    const luma = stride * this.#height;
    const chroma = (y / 2) * half + x / 2;
    const layout = [
      { offset: y * stride + x, stride },
      { offset: luma + chroma, stride: half },
      { offset: luma + luma / 4 + chroma, stride: half },
    ];
    return new WritableStream({
      write: async (frame) => {
        await frame.copyTo(this.#planes, { layout });
        this.#changed = true;
      },
    });
  }

  show(): void {
    if (!this.#changed || (this.#writer.desiredSize ?? 0) <= 0) return;
    this.#changed = false;
    const frame = new VideoFrame(this.#planes, {
      ...{ format: 'I420', codedWidth: this.#width, codedHeight: this.#height, timestamp: performance.now() * 1_000 },
      colorSpace: { matrix: 'smpte170m', primaries: 'smpte170m', transfer: 'smpte170m', fullRange: false },
    });
    const close = (): void => {
      frame.close();
    };
    this.#writer.write(frame).then(close, close);
  }
}
