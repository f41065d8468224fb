/** Runs in the browser page of the generator: paints a scene frame by frame and posts raw I420 (BT.709, limited range). */
import { cellsAcross, encodeBlockCode, stripShare, type StreamCode } from '../../block-code.ts';
import { Brush, hash, type Canvas2D } from './brush.ts';
import { sceneById } from './catalogue.ts';
import { loopSeconds, type Scene } from './scene.ts';

export interface RenderJob {
  readonly scene: number;
  readonly stream: StreamCode;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Paint only these frames; all of the loop without it. */
  readonly only?: readonly number[];
  readonly noise: number;
}

/** Paints all frames in order and posts each to `/frame`; the answer is the back-pressure. */
export async function renderClip(job: RenderJob): Promise<number> {
  const painter = new ScenePainter(job);
  const frames = job.only ?? Array.from({ length: job.fps * loopSeconds }, (_, index) => index);
  let posting: Promise<unknown> = Promise.resolve();
  for (const frame of frames) {
    const pixels = painter.paint(frame);
    await posting;
    posting = fetch('/frame', { method: 'POST', body: pixels });
  }
  await posting;
  return frames.length;
}

class ScenePainter {
  readonly #job: RenderJob;
  readonly #scene: Scene;
  readonly #canvas: OffscreenCanvas;
  readonly #g: OffscreenCanvasRenderingContext2D;
  readonly #backdrop: OffscreenCanvas;
  readonly #backdropBrush: Brush;
  readonly #grain: OffscreenCanvas;

  constructor(job: RenderJob) {
    this.#job = job;
    this.#scene = sceneById(job.scene);
    this.#canvas = new OffscreenCanvas(job.width, job.height);
    this.#g = context(this.#canvas);
    this.#backdrop = new OffscreenCanvas(job.width, job.height);
    const back = context(this.#backdrop);
    back.scale(job.width / 1920, job.height / 1080);
    this.#backdropBrush = new Brush(back, this.#scene.pose, this.#scene.light);
    this.#scene.backdrop(this.#backdropBrush);
    this.#grain = grain(job.noise);
  }

  paint(frame: number): Uint8Array<ArrayBuffer> {
    const g = this.#g;
    const { width, height, fps } = this.#job;
    const turn = frame / (fps * loopSeconds);
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.drawImage(this.#backdrop, 0, 0);
    g.setTransform(width / 1920, 0, 0, height / 1080, 0, 0);
    const brush = new Brush(g, this.#scene.pose, this.#scene.light);
    this.#scene.flat?.(brush, turn);
    const things = this.#scene.things(turn).map((thing) => ({ thing, depth: brush.view.depth(thing.at) }));
    for (const { thing } of things.sort((a, b) => b.depth - a.depth)) thing.draw(brush);
    this.#backdropBrush.lendGlows(brush);
    brush.finishLight();
    lens(g);
    for (let x = 0; x < 1920; x += 512) {
      for (let y = 0; y < 1080; y += 512) g.drawImage(this.#grain, x - 256 * hash(frame), y - 256 * hash(frame + 0.5));
    }
    osd(g, this.#scene, frame, fps);
    strip(g, frame, this.#job);
    g.setTransform(1, 0, 0, 1, 0, 0);
    return toI420(g.getImageData(0, 0, width, height).data, width, height);
  }
}

/** Fewer bytes on the way to FFmpeg than RGBA; chroma is the mean of two by two pixels. */
function toI420(rgba: Uint8ClampedArray, width: number, height: number): Uint8Array<ArrayBuffer> {
  const planes = new Uint8Array((width * height * 3) / 2);
  const chroma = width * height;
  const half = width / 2;
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      let [red, green, blue] = [0, 0, 0];
      for (const at of [y * width + x, y * width + x + 1, (y + 1) * width + x, (y + 1) * width + x + 1]) {
        const r = rgba[at * 4] ?? 0;
        const g = rgba[at * 4 + 1] ?? 0;
        const b = rgba[at * 4 + 2] ?? 0;
        planes[at] = 16.5 + 0.1826 * r + 0.6142 * g + 0.062 * b;
        red += r;
        green += g;
        blue += b;
      }
      const at = chroma + (y / 2) * half + x / 2;
      planes[at] = 128.5 + (-0.1006 * red - 0.3386 * green + 0.4392 * blue) / 4;
      planes[at + chroma / 4] = 128.5 + (0.4392 * red - 0.3989 * green - 0.0403 * blue) / 4;
    }
  }
  return planes;
}

function context(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const g = canvas.getContext('2d', { willReadFrequently: true });
  if (g === null) throw new Error('this browser has no 2D canvas');
  return g;
}

/** Sensor noise, one tile moved about from frame to frame. */
function grain(strength: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(768, 768);
  const g = context(canvas);
  const image = g.createImageData(768, 768);
  for (let i = 0; i < 768 * 768; i += 1) {
    const value = hash(i * 0.37) > 0.5 ? 255 : 0;
    image.data.set([value, value, value, hash(i * 0.71) * strength], i * 4);
  }
  g.putImageData(image, 0, 0);
  return canvas;
}

/** Dark corners, as a wide lens has. */
function lens(g: Canvas2D): void {
  const gradient = g.createRadialGradient(960, 520, 620, 960, 540, 1260);
  gradient.addColorStop(0, 'rgba(0,0,0,0)');
  gradient.addColorStop(1, 'rgba(0,0,10,.42)');
  g.fillStyle = gradient;
  g.fillRect(0, 0, 1920, 1080);
}

const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');

function osd(g: Canvas2D, scene: Scene, frame: number, fps: number): void {
  const seconds = scene.clock + frame / fps;
  const clock = `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${two((seconds % 1) * 100 + 0.001)}`;
  g.font = 'bold 46px "DejaVu Sans Condensed", "DejaVu Sans", sans-serif';
  g.textBaseline = 'top';
  g.lineJoin = 'round';
  g.lineWidth = 7;
  g.strokeStyle = 'rgba(0,0,0,.75)';
  g.fillStyle = '#f6f7f2';
  g.textAlign = 'left';
  for (const paint of ['strokeText', 'fillText'] as const) g[paint](scene.name, 34, 34);
  g.font = 'bold 46px "DejaVu Sans Mono", monospace';
  g.textAlign = 'right';
  for (const paint of ['strokeText', 'fillText'] as const) g[paint](clock, 1886, 34);
}

function strip(g: Canvas2D, frame: number, job: RenderJob): void {
  const cell = 1920 / cellsAcross;
  const height = 1080 * stripShare;
  encodeBlockCode({ frame, scene: job.scene, stream: job.stream }).forEach((bit, index) => {
    g.fillStyle = bit === 1 ? '#e8e8e8' : '#101010';
    g.fillRect(index * cell, 1080 - height, cell, height);
  });
}
