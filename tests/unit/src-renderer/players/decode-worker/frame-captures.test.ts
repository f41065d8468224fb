import { beforeEach, expect, test } from 'vitest';
import type { LinkCommand } from '../../../../../src-contract/link/messages.ts';
import { CaptureOrigin, KEYFRAME, RecordType } from '../../../../../src-contract/link/records.ts';
import { noMasks } from '../../../../../src-contract/model/privacy.ts';
import { webCodecsAac } from '../../../../../src-renderer/players/decode-worker/aac-decoding.ts';
import { DecodeSession } from '../../../../../src-renderer/players/decode-worker/decode-session.ts';
import type { MediaLinkEvents } from '../../../../../src-renderer/players/decode-worker/media-link.ts';
import type { WorkerReport } from '../../../../../src-renderer/players/worker-messages.ts';
import { FakeCodecs } from './fake-codecs.ts';
import { unasked, MEDIA_OFFSET_MS, batchesAt, clock, configured, json, keyframe, settle, track, type Part } from './session-pieces.ts';

const SHARED_AHEAD_MS = 1_000_000;
let nowMs: number;
let commands: LinkCommand[];
let reports: WorkerReport[];
let codecs: FakeCodecs;
let link: MediaLinkEvents;
let session: DecodeSession;
let bitmapWorks: boolean;
const batch = batchesAt(() => nowMs);

/** A bitmap is known by its width alone here. */
const bitmapOf = (frame: VideoFrame): ImageBitmap => ({ width: frame.displayWidth }) as ImageBitmap; // nobody looks at more of it
type Captured = Extract<WorkerReport, { kind: 'captured' | 'capture-failed' }>;
const captured = (): Captured[] => reports.filter((report) => report.kind === 'captured' || report.kind === 'capture-failed');
/** Nothing may be held once nobody waits: what is open is what is kept of a replay. */
const held = (): number => codecs.frames.filter((frame) => !frame.closed).length;

beforeEach(async () => {
  nowMs = 10_000;
  commands = [];
  reports = [];
  bitmapWorks = true;
  codecs = new FakeCodecs();
  session = new DecodeSession({
    now: () => nowMs,
    toSharedMs: (workerMs) => workerMs + SHARED_AHEAD_MS,
    cores: 2,
    openLink: (_endpoint, events) => {
      link = events;
      return { send: (command) => commands.push(command), dispose: () => undefined };
    },
    codecs,
    aac: webCodecsAac,
    scaler: null,
    painter: unasked,
    bitmap: (frame) => (bitmapWorks ? Promise.resolve(bitmapOf(frame)) : Promise.reject(new Error('no memory'))),
    post: (report) => reports.push(report),
  });
  session.handle({ kind: 'add-tile', tile: 1, stream: 1, writable: track().writable, width: 320, height: 180, covered: false });
  session.handle({ kind: 'open-stream', stream: 1, ticket: 'ticket', masks: { ...noMasks, lifted: null } });
  session.handle({ kind: 'link', endpoint: { kind: 'socket', url: 'ws://127.0.0.1:1' } });
  link.opened();
  link.batch(batch(configured(), clock()));
  await settle();
});

async function unit(part: Partial<Part> = {}): Promise<void> {
  link.batch(batch(keyframe(part)));
  codecs.output();
  session.tick();
  await settle();
}

/** Has the stream come as pictures of FFmpeg from now on. */
async function toPictures(width: number, height: number): Promise<void> {
  link.batch(batch(configured({ codec: 'mjpeg', codecString: null, width, height })));
  session.tick();
  await settle();
}

async function picture(width: number, height: number): Promise<void> {
  const payload = new Uint8Array(8 + width * height + 2 * Math.ceil(width / 2) * Math.ceil(height / 2));
  new DataView(payload.buffer).setUint16(0, width, true);
  new DataView(payload.buffer).setUint16(2, height, true);
  link.batch(batch({ type: RecordType.picture, flags: KEYFRAME, payload }));
  session.tick();
  await settle();
}

test('the next decoded frame is captured as it came, with its arrival and the camera’s own time', async () => {
  const epoch = 1_795_000_000_000;
  const told: Part & { ptsUs: number } = { type: RecordType.captureTime, flags: CaptureOrigin.rtcp, ptsUs: 2_000_000, arrivalMs: epoch };
  link.batch(batch(told));
  await unit({ sequence: 1 });
  session.handle({ kind: 'capture', capture: 7, stream: 1 });
  expect(captured()).toEqual([]);
  nowMs += 100;
  const late: Partial<Part> & { ptsUs: number } = { sequence: 2, ptsUs: 2_500_000 };
  await unit(late);
  expect(captured()).toEqual([
    {
      kind: 'captured',
      capture: 7,
      bitmap: { width: 640 },
      arrivalAtMs: nowMs + SHARED_AHEAD_MS,
      cameraTime: { origin: 'rtcp', atMs: epoch + 500 },
      whole: true,
    },
  ]);
  await unit({ sequence: 3 });
  expect(captured()).toHaveLength(1);
  expect(held()).toBe(0);
});

test('what nobody waits for any more is not sent, and what cannot be made into a bitmap is said to have failed', async () => {
  session.handle({ kind: 'capture', capture: 1, stream: 1 });
  session.handle({ kind: 'cancel-capture', capture: 1 });
  await unit();
  expect(captured()).toEqual([]);
  bitmapWorks = false;
  session.handle({ kind: 'capture', capture: 2, stream: 1 });
  await unit({ sequence: 2 });
  expect(captured()).toEqual([{ kind: 'capture-failed', capture: 2 }]);
  expect(held()).toBe(0);
});

test('pictures of FFmpeg are asked for in the stream’s own size for as long as one is waited for', async () => {
  await toPictures(1_280, 720);
  session.handle({ kind: 'capture', capture: 1, stream: 1 });
  nowMs += 500;
  session.tick();
  expect(commands.at(-1)).toMatchObject({ kind: 'adjust', want: 'pictures', width: 1_280, height: 720 });
  await picture(320, 180);
  expect(captured()).toEqual([]);
  await picture(1_280, 720);
  expect(captured()).toMatchObject([{ kind: 'captured', bitmap: { width: 1_280 }, whole: true }]);
  nowMs += 500;
  session.tick();
  expect(commands.at(-1)).toMatchObject({ kind: 'adjust', want: 'pictures', width: 320, height: 180 });
});

test('a stream wider than any picture FFmpeg makes here gives its largest, which is not whole', async () => {
  await toPictures(2_560, 1_440);
  session.handle({ kind: 'capture', capture: 1, stream: 1 });
  await picture(1_920, 1_080);
  expect(captured()).toMatchObject([{ kind: 'captured', bitmap: { width: 1_920 }, whole: false }]);
});

test('a replay that stands still gives the very frame on the glass, and keeps nothing once it has ended', async () => {
  await unit();
  session.handle({ kind: 'open-replay', tile: 1, stream: 1, agoMs: 60_000 });
  const arrivalMs = nowMs - MEDIA_OFFSET_MS - 60_000;
  link.batch(batch({ ...configured(), subscription: 2 }));
  for (const sequence of [1, 2]) await unit({ subscription: 2, sequence, arrivalMs: arrivalMs + sequence * 40 });
  const replay = { fromMs: 0, toMs: 1, atMs: 1, paused: true, speed: 1, keyframes: [] };
  link.batch(batch({ type: RecordType.replay, subscription: 2, payload: json(replay) }));
  expect(held()).toBe(1);
  session.handle({ kind: 'capture', capture: 1, stream: -1 });
  await settle();
  expect(captured()).toMatchObject([{ kind: 'captured', arrivalAtMs: nowMs + SHARED_AHEAD_MS - 60_000 + 80, whole: true }]);
  session.handle({ kind: 'close-replay', tile: 1 });
  await settle();
  expect(held()).toBe(0);
});
