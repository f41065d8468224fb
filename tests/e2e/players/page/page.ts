/** What the players' browser tests drive: a wall of `<video>` elements on the real players, with ports to the test server. */
import { noMasks, type PictureMasks } from '../../../../src-contract/model/privacy.ts';
import type { TileReport, TileState } from '../../../../src-contract/model/stream-state.ts';
import { VmsError } from '../../../../src-contract/errors.ts';
import { MaskPainter } from '../../../../src-renderer/players/decode-worker/mask-painter.ts';
import { WallPlayer, type DecoderChoice, type TilePlayer } from '../../../../src-renderer/players/wall-player.ts';

const BLOCK_COUNT = 6;
const wall = document.getElementById('wall') as HTMLDivElement; // in index.html
const workers = {
  real: undefined,
  stub: () => new Worker(new URL('./stub-worker.ts', import.meta.url), { type: 'module' }),
  hang: () => new Worker(new URL('./hang-worker.ts', import.meta.url), { type: 'module' }),
};

class Harness {
  readonly opened: string[] = [];
  readonly closed: string[] = [];
  readonly learned: DecoderChoice[] = [];
  readonly states: { atMs: number; cell: number; state: TileState }[] = [];
  readonly tiles: TilePlayer[] = [];
  /** Whether main refuses to open anything. */
  denied = false;
  player: WallPlayer | null = null;
  /** By camera, as main would say. */
  readonly masks: Record<string, PictureMasks> = {};
  #tickets = 0;

  start(cameras: readonly string[], worker: keyof typeof workers = 'real', columns = 2): void {
    wall.style.setProperty('--columns', String(columns));
    const startWorker = workers[worker];
    this.player = new WallPlayer(
      {
        open: ({ cameraId, tileHeightPx, want }) => {
          if (this.denied) return Promise.reject(new VmsError('denied', 'denied'));
          this.#tickets += 1;
          const profile = want === 'auto' ? (tileHeightPx > 500 ? 'main' : 'sub') : want;
          const ticket = `${cameraId}:${profile}#${this.#tickets}`;
          this.opened.push(ticket);
          return Promise.resolve({ ticket, profile, fixed: null, masks: this.masks[cameraId] ?? noMasks });
        },
        listen: ({ cameraId }) => {
          this.#tickets += 1;
          return Promise.resolve({ ticket: `${cameraId}:sound#${this.#tickets}` });
        },
        close: (ticket) => this.closed.push(ticket),
        prepare: () => Promise.resolve(),
        connectLink: () => Promise.resolve({ kind: 'socket', url: `ws://${location.host}/media` }),
        remember: (learned) => this.learned.push(learned),
      },
      startWorker ? { startWorker } : {},
    );
    for (const camera of cameras) this.attach(camera);
  }

  attach(camera: string): void {
    const video = document.createElement('video');
    wall.append(video);
    const cell = this.tiles.length;
    const tile = this.player!.attach(cell, video, { id: camera, name: camera }); // started before
    tile.onState((state) => this.states.push({ atMs: performance.now(), cell, state }));
    this.tiles.push(tile);
  }

  reports(): TileReport[] {
    return this.player?.reports() ?? [];
  }

  /** The picture's number as its blocks show it; `null` while there is no picture. */
  blockCode(cell: number): number | null {
    const video = wall.children[cell] as HTMLVideoElement; // only videos are appended
    if (video.videoWidth === 0) return null;
    const block = video.videoWidth / 16;
    const pixels = this.#pixels(video, Math.ceil(block * BLOCK_COUNT), Math.ceil(block));
    let code = 0;
    for (let bit = 0; bit < BLOCK_COUNT; bit += 1) {
      const x = Math.floor((bit + 0.5) * block);
      const y = Math.floor(block / 2);
      if ((pixels.data[(y * pixels.width + x) * 4] ?? 0) > 127) code |= 1 << bit;
    }
    return code;
  }

  pixel(cell: number, x: number, y: number): number[] {
    const video = wall.children[cell] as HTMLVideoElement; // only videos are appended
    const pixels = this.#pixels(video, video.videoWidth, video.videoHeight);
    return [...pixels.data.subarray((y * pixels.width + x) * 4, (y * pixels.width + x) * 4 + 3)];
  }

  mask(camera: string, masks: PictureMasks): void {
    this.masks[camera] = masks;
    this.player?.mask(camera, masks);
  }

  /** Which pixels of a white picture that lies in no planes stay white under masks, as shares; and what the others are. */
  async paintOverCanvas({ always, style }: PictureMasks, width: number, height: number): Promise<{ white: number; brightest: number }> {
    const source = new OffscreenCanvas(width, height);
    const context = source.getContext('2d')!; // 2d always exists
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    const painter = new MaskPainter((data, init) => new VideoFrame(data, init));
    const painted = await painter.paint(new VideoFrame(source, { timestamp: 7 }), always, style);
    context.drawImage(painted, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const levels = Array.from({ length: width * height }, (_, pixel) => data[pixel * 4] ?? 0);
    const white = levels.filter((level) => level > 250).length / levels.length;
    return { white, brightest: Math.max(...levels.filter((level) => level <= 250)) };
  }

  hang(forMs: number): void {
    new BroadcastChannel('hang').postMessage(forMs);
  }

  #pixels(video: HTMLVideoElement, width: number, height: number): ImageData {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d')!; // 2d always exists
    context.drawImage(video, 0, 0);
    return context.getImageData(0, 0, width, height);
  }
}

declare global {
  interface Window {
    harness: Harness;
  }
}
window.harness = new Harness();
