/** A wall of N tiles painted by one variant, counting what is painted. */
import { openSurface, paintExactly } from '../../../../src-renderer/players/track-generator.ts';
import { observeSize, pictureSize } from '../../../../src-renderer/players/tile-size.ts';
import type { WorkerCommand, WorkerReport } from '../../../../src-renderer/players/worker-messages.ts';
import type { AddCanvas, AddMosaic, AddPart, Variant } from './variants.ts';

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
type Status = Extract<WorkerReport, { kind: 'status' }>;
const latest = new Map<Worker, Status>();
let agesMs: number[] = [];
let firstByCallback = 0;

function startWorker(variant: Variant): Worker {
  const worker = new Worker(new URL('./paint-worker.ts', import.meta.url), { type: 'module', name: JSON.stringify(variant) });
  worker.onmessage = ({ data }: MessageEvent<WorkerReport>) => {
    if (data.kind !== 'status') return;
    latest.set(worker, data);
    for (const { tile, exact } of data.tiles) {
      const video = videos[tile - 1];
      if (video) paintExactly(video, exact);
    }
    agesMs.push(...data.tiles.flatMap((tile) => tile.agesMs));
  };
  return worker;
}

type Post = (command: WorkerCommand | AddCanvas | AddMosaic | AddPart, transfer?: Transferable[]) => void;

function addTile(post: Post, variant: Variant, tile: number, columns: number): void {
  if (variant.paint === 'track' || variant.paint === 'exact-track') {
    const video = wall.appendChild(document.createElement('video'));
    videos.push(video);
    const { writable } = openSurface(video);
    post({ kind: 'add-tile', tile, stream: tile, writable, width: 2, height: 2, covered: false }, [writable]);
    observeSize(video, (size) => {
      post({ kind: 'resize', tile, ...size });
    });
  } else if (variant.paint === 'mosaic') {
    const { width, height } = pictureSize(innerWidth / columns, innerHeight / columns);
    const [column, row] = [(tile - 1) % columns, Math.floor((tile - 1) / columns)];
    post({ kind: 'add-part', tile, stream: tile, x: column * width, y: row * height, width, height });
  } else {
    const { width, height } = pictureSize(innerWidth / columns, innerHeight / columns);
    const canvas = wall.appendChild(document.createElement('canvas')).transferControlToOffscreen();
    post({ kind: 'add-canvas', tile, stream: tile, canvas, width, height }, [canvas]);
  }
}

/** One `<video>` over the whole wall. */
function addMosaic(post: Post): void {
  const video = document.body.appendChild(document.createElement('video'));
  Object.assign(video.style, { position: 'fixed', inset: '0', width: '100%', height: '100%' });
  videos.push(video);
  paintExactly(video, true);
  const { writable } = openSurface(video);
  post({ kind: 'add-mosaic', writable, width: innerWidth & ~1, height: innerHeight & ~1 }, [writable]);
}

function start(variant: Variant, tiles: number): void {
  const columns = Math.sqrt(tiles);
  wall.style.setProperty('--columns', String(columns));
  const posts = Array.from({ length: variant.workers ?? 1 }, (): Post => {
    const worker = startWorker(variant);
    return (command, transfer = []) => {
      worker.postMessage(command, transfer);
    };
  });
  if (variant.paint === 'mosaic') for (const post of posts) addMosaic(post);
  for (let tile = 1; tile <= tiles; tile += 1) {
    const post = posts[tile % posts.length];
    if (!post) continue;
    addTile(post, variant, tile, columns);
    post({ kind: 'open-stream', stream: tile, ticket: `camera#${tile}`, masks: { style: 'solid', always: [], lifted: null } });
  }
  for (const post of posts) post({ kind: 'link', endpoint: { kind: 'socket', url: `ws://${location.host}/media` } });
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
  const statuses = [...latest.values()];
  agesMs = [];
  return {
    atMs: Math.max(0, ...statuses.map(({ atMs }) => atMs)),
    received: sum(statuses.flatMap(({ streams }) => streams.map((stream) => stream.receivedFrames))),
    handedOver: sum(statuses.flatMap(({ tiles }) => tiles.map((tile) => tile.presentedFrames))),
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
