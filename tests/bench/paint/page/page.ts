/** A wall of N tiles painted by one variant, counting what is painted. */
import { openSurface, paintExactly } from '../../../../src-renderer/players/track-generator.ts';
import { observeSize, pictureSize } from '../../../../src-renderer/players/tile-size.ts';
import type { WorkerCommand, WorkerReport } from '../../../../src-renderer/players/worker-messages.ts';
import type { AddCanvas, Variant } from './variants.ts';

interface Counts {
  /** When the worker counted its two. */
  readonly atMs: number;
  readonly received: number;
  /** Frames the worker handed to the tiles. */
  readonly handedOver: number;
  /** What the compositor counted; `null` where it counts nothing (canvases). */
  readonly painted: number | null;
  /** The same of the first tile by `requestVideoFrameCallback`, to check the figure above, and that figure for it. */
  readonly firstByCallback: number;
  readonly firstByQuality: number;
  readonly agesMs: readonly number[];
}

const wall = document.getElementById('wall') as HTMLDivElement; // in index.html
const videos: HTMLVideoElement[] = [];
let latest: Extract<WorkerReport, { kind: 'status' }> | null = null;
let agesMs: number[] = [];
let firstByCallback = 0;

function start(variant: Variant, tiles: number): void {
  const columns = Math.sqrt(tiles);
  wall.style.setProperty('--columns', String(columns));
  const worker = new Worker(new URL('./paint-worker.ts', import.meta.url), { type: 'module', name: JSON.stringify(variant) });
  worker.onmessage = (message: MessageEvent<WorkerReport>) => {
    if (message.data.kind !== 'status') return;
    latest = message.data;
    for (const { tile, exact } of latest.tiles) {
      const video = videos[tile - 1];
      if (video) paintExactly(video, exact);
    }
    agesMs.push(...message.data.tiles.flatMap((tile) => tile.agesMs));
  };
  const post = (command: WorkerCommand | AddCanvas, transfer: Transferable[] = []): void => {
    worker.postMessage(command, transfer);
  };
  for (let tile = 1; tile <= tiles; tile += 1) {
    if (variant.paint === 'track' || variant.paint === 'exact-track') {
      const video = wall.appendChild(document.createElement('video'));
      videos.push(video);
      const { writable } = openSurface(video);
      post({ kind: 'add-tile', tile, stream: tile, writable, width: 2, height: 2, covered: false }, [writable]);
      observeSize(video, (size) => post({ kind: 'resize', tile, ...size }));
    } else {
      const { width, height } = pictureSize(innerWidth / columns, innerHeight / columns);
      const canvas = wall.appendChild(document.createElement('canvas')).transferControlToOffscreen();
      post({ kind: 'add-canvas', tile, stream: tile, canvas, width, height }, [canvas]);
    }
    post({ kind: 'open-stream', stream: tile, ticket: `camera#${tile}` });
  }
  post({ kind: 'link', endpoint: { kind: 'socket', url: `ws://${location.host}/media` } });
  const first = videos[0];
  const count = (_now: number, frame: VideoFrameCallbackMetadata): void => {
    firstByCallback = frame.presentedFrames;
    first?.requestVideoFrameCallback(count);
  };
  first?.requestVideoFrameCallback(count);
}

function counts(): Counts {
  const painted = videos.map((video) => {
    const { totalVideoFrames, droppedVideoFrames } = video.getVideoPlaybackQuality();
    return totalVideoFrames - droppedVideoFrames;
  });
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const ages = agesMs;
  agesMs = [];
  return {
    atMs: latest?.atMs ?? 0,
    received: sum(latest?.streams.map((stream) => stream.receivedFrames) ?? []),
    handedOver: sum(latest?.tiles.map((tile) => tile.presentedFrames) ?? []),
    painted: videos.length === 0 ? null : sum(painted),
    firstByCallback,
    firstByQuality: painted[0] ?? 0,
    agesMs: ages,
  };
}

declare global {
  interface Window {
    paint: { start: typeof start; counts: typeof counts };
  }
}
window.paint = { start, counts };
