/** Reads the glass itself: a screenshot of the window, cut into the pictures of its tiles. */
import { spawn } from 'node:child_process';
import { decodeBlockCode, type BlockCode } from '../../../tools/camera-sim/block-code.ts';
import type { CdpPage } from './cdp-page.ts';

export interface TilePicture {
  readonly cell: number;
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** Where one tile's picture stands on the screen, in device pixels. */
export interface PictureBox {
  readonly cell: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Takes everything off the pictures for good, for measurements that watch the screen itself. */
export function keepOverlaysHidden(page: CdpPage): Promise<void> {
  return showOverlays(page, false);
}

/** Shows or hides what lies over the pictures, so that for a screenshot only video is on the glass. */
async function showOverlays(page: CdpPage, visible: boolean): Promise<void> {
  await page.evaluate(
    (visibility) => {
      for (const overlay of document.querySelectorAll<HTMLElement>('.tile-name, .tile-figures, .tile-badge, .tile-buttons')) {
        overlay.style.visibility = visibility;
      }
    },
    visible ? '' : 'hidden',
  );
}

export async function tilePictures(page: CdpPage): Promise<readonly TilePicture[]> {
  const boxes = await page.evaluate(pictureBoxes);
  await showOverlays(page, false);
  const png = await page.screenshot().finally(() => showOverlays(page, true));
  const { width, height } = { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
  const rgba = await decodePng(png, width, height);
  return boxes.map((box) => cut(rgba, width, box));
}

/** What each tile shows, by the code in its picture; tiles without a readable code are left out. */
export async function tileCodes(page: CdpPage): Promise<ReadonlyMap<number, BlockCode>> {
  const codes = new Map<number, BlockCode>();
  for (const picture of await tilePictures(page)) {
    const code = decodeBlockCode(picture.rgba, picture.width, picture.height);
    if (code !== null) codes.set(picture.cell, code);
  }
  return codes;
}

/** Mean absolute difference of two pictures of the same tile, 0…255. */
export function difference(left: TilePicture, right: TilePicture): number {
  let sum = 0;
  for (let index = 0; index < left.rgba.length; index += 1) sum += Math.abs((left.rgba[index] ?? 0) - (right.rgba[index] ?? 0));
  return sum / left.rgba.length;
}

/** Where the video stands inside its element (`object-fit: contain`), in device pixels. Runs in the page. */
export function pictureBoxes(): PictureBox[] {
  return [...document.querySelectorAll<HTMLElement>('[data-cell]')].flatMap((tile) => {
    const video = tile.querySelector('video');
    if (video === null || video.videoWidth === 0) return [];
    const box = video.getBoundingClientRect();
    const scale = Math.min(box.width / video.videoWidth, box.height / video.videoHeight);
    const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
    const pixel = window.devicePixelRatio;
    return [
      {
        cell: Number(tile.dataset['cell']),
        x: Math.round((box.x + (box.width - width) / 2) * pixel),
        y: Math.round((box.y + (box.height - height) / 2) * pixel),
        width: Math.round(width * pixel),
        height: Math.round(height * pixel),
      },
    ];
  });
}

function cut(rgba: Buffer, stride: number, box: PictureBox): TilePicture {
  const rows = Array.from({ length: box.height }, (_, row) => {
    const start = ((box.y + row) * stride + box.x) * 4;
    return rgba.subarray(start, start + box.width * 4);
  });
  return { cell: box.cell, width: box.width, height: box.height, rgba: Buffer.concat(rows) };
}

async function decodePng(png: Buffer, width: number, height: number): Promise<Buffer> {
  const child = spawn('ffmpeg', ['-v', 'error', '-f', 'png_pipe', '-i', 'pipe:0', '-f', 'rawvideo', '-pix_fmt', 'rgba', 'pipe:1'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(png);
  await new Promise((resolve) => child.once('close', resolve));
  const rgba = Buffer.concat(chunks);
  if (rgba.length !== width * height * 4) throw new Error(`screenshot of ${width}×${height} decoded to ${rgba.length} bytes`);
  return rgba;
}
