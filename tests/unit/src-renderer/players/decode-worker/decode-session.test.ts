import { beforeEach, expect, test } from 'vitest';
import type { LinkCommand } from '../../../../../src-contract/link/messages.ts';
import { CaptureOrigin, KEYFRAME, RecordType } from '../../../../../src-contract/link/records.ts';
import { noMasks } from '../../../../../src-contract/model/privacy.ts';
import { webCodecsAac } from '../../../../../src-renderer/players/decode-worker/aac-decoding.ts';
import { DecodeSession } from '../../../../../src-renderer/players/decode-worker/decode-session.ts';
import type { MediaLinkEvents } from '../../../../../src-renderer/players/decode-worker/media-link.ts';
import type { WorkerReport } from '../../../../../src-renderer/players/worker-messages.ts';
import { tileDiagnostics } from '../../../../fakes/tile-diagnostics.ts';
import { FakeCodecs } from './fake-codecs.ts';
import { unasked, MEDIA_OFFSET_MS, batchesAt, clock, configured, json, keyframe, settle, track, type Part } from './session-pieces.ts';

let nowMs: number;
let commands: LinkCommand[];
let reports: WorkerReport[];
let codecs: FakeCodecs;
let link: MediaLinkEvents;
let session: DecodeSession;

beforeEach(() => {
  nowMs = 10_000;
  commands = [];
  reports = [];
  codecs = new FakeCodecs();
  session = new DecodeSession({
    now: () => nowMs,
    toSharedMs: (workerMs) => workerMs + 1_000_000,
    cores: 2,
    openLink: (_endpoint, events) => {
      link = events;
      return { send: (command) => commands.push(command), dispose: () => undefined };
    },
    codecs,
    aac: webCodecsAac,
    scaler: null,
    painter: unasked,
    bitmap: () => Promise.reject(new Error('nobody asked')),
    post: (report) => reports.push(report),
  });
});

function start(...tracks: ReturnType<typeof track>[]): void {
  for (const [index, { writable }] of tracks.entries()) {
    session.handle({ kind: 'add-tile', tile: index + 1, stream: 1, writable, width: 320, height: 180 + index * 2, covered: false });
  }
  session.handle({ kind: 'open-stream', stream: 1, ticket: 'ticket', masks: { ...noMasks, lifted: null } });
  session.handle({ kind: 'link', endpoint: { kind: 'socket', url: 'ws://127.0.0.1:1' } });
  link.opened();
  link.batch(batch(configured(), clock()));
}
const status = (): Extract<WorkerReport, { kind: 'status' }> => {
  nowMs += 1_000;
  session.tick();
  const found = reports.findLast((report) => report.kind === 'status');
  if (!found) throw new Error('no status');
  return found;
};

const batch = batchesAt(() => nowMs);

test('subscribes once for two tiles, at the size of the larger, and gives each its own frame', async () => {
  const tiles = [track(), track()];
  start(...tiles);
  expect(commands).toEqual([{ kind: 'subscribe', subscription: 1, ticket: 'ticket', want: 'units', width: 320, height: 182 }]);
  await settle();
  link.batch(batch(keyframe()));
  codecs.output();
  session.tick();
  await settle();
  expect(tiles.map(({ written }) => written.length)).toEqual([1, 1]);
  expect(tiles[0]?.written[0]).not.toBe(tiles[1]?.written[0]);
  expect(codecs.frames.map((frame) => frame.closed)).toEqual([true, true]);
  expect(status().frames).toEqual({ created: 2, closed: 2 });
});

test('acknowledges the newest batch on the tick', () => {
  start(track());
  link.batch(batch(clock(7)));
  link.batch(batch(clock(8)));
  session.tick();
  session.tick();
  expect(commands.filter((command) => command.kind === 'ack')).toEqual([{ kind: 'ack', batch: 8 }]);
});

test('acknowledges a large batch at once, so that pictures keep flowing between ticks', () => {
  start(track());
  link.batch(batch(clock(3), { type: RecordType.picture, payload: new Uint8Array(300_000) }));
  expect(commands.at(-1)).toEqual({ kind: 'ack', batch: 3 });
});

test('the age of a frame is its arrival to its hand-over plus the source’s hold', async () => {
  start(track());
  await settle();
  link.batch(batch(keyframe(), clock(2)));
  nowMs += 20;
  codecs.output();
  session.tick();
  const told = reports.flatMap((report) => (report.kind === 'status' ? report.tiles : []));
  expect(told.flatMap((tile) => tile.agesMs)).toEqual([86]);
  expect(status().tiles[0]).toMatchObject({ frameAgeMs: 86, newestArrivalAtMs: 1_010_000, presentedFrames: 1, width: 640 });
});

test('a cached group of pictures is recognised by its age even when the clock record comes after it', () => {
  const { writable } = track();
  session.handle({ kind: 'add-tile', tile: 1, stream: 1, writable, width: 320, height: 180, covered: false });
  session.handle({ kind: 'open-stream', stream: 1, ticket: 'ticket', masks: { ...noMasks, lifted: null } });
  session.handle({ kind: 'link', endpoint: { kind: 'socket', url: 'ws://127.0.0.1:1' } });
  link.opened();
  const cached = Array.from({ length: 30 }, (_, index): Part => {
    const arrivalMs = nowMs - MEDIA_OFFSET_MS - 2_000 + index * 66;
    return { type: RecordType.unit, flags: index === 0 ? KEYFRAME : 0, sequence: index + 1, arrivalMs };
  });
  link.batch(batch(configured(), ...cached, clock()));
  expect(codecs.decoders[0]?.decoded).toHaveLength(30);
  expect(status().streams[0]?.droppedFrames).toBe(0);
});

test('a track that is not ready is skipped, not queued for, and every frame is closed', async () => {
  const slow = track(false);
  start(slow);
  await settle();
  for (let frame = 0; frame < 3; frame += 1) {
    link.batch(batch(keyframe({ sequence: frame + 1 })));
    codecs.output();
    session.tick();
  }
  await settle();
  expect(slow.written).toHaveLength(1);
  expect(status().tiles[0]?.droppedFrames).toBe(2);
  expect(codecs.frames.filter((frame) => !frame.closed)).toHaveLength(1);
  session.handle({ kind: 'remove-tile', tile: 1 });
  await settle();
  expect(codecs.frames.every((frame) => frame.closed)).toBe(false); // still inside the track's own write
});

test('counts what the media process dropped by the gap in the sequence', () => {
  start(track());
  link.batch(batch(keyframe({ sequence: 10 }), keyframe({ sequence: 14 })));
  expect(status().streams[0]).toMatchObject({ receivedFrames: 2, droppedFrames: 3 });
});

test('falls back to pictures of the tile’s size, and follows the size only after it has settled', () => {
  start(track());
  link.batch(batch(configured({ codecString: null })));
  expect(commands.at(-1)).toEqual({ kind: 'adjust', subscription: 1, want: 'pictures', width: 320, height: 180 });
  session.tick();
  const before = commands.length;
  session.handle({ kind: 'resize', tile: 1, width: 400, height: 226 });
  session.handle({ kind: 'resize', tile: 1, width: 640, height: 360 });
  session.tick();
  expect(commands).toHaveLength(before);
  nowMs += 500;
  session.tick();
  expect(commands.at(-1)).toEqual({ kind: 'adjust', subscription: 1, want: 'pictures', width: 640, height: 360 });
});

test('after a lost link the same streams are subscribed again, with what they need', () => {
  start(track());
  link.batch(batch(configured({ codecString: null })));
  link.lost();
  expect(reports.some((report) => report.kind === 'link-lost')).toBe(true);
  session.handle({ kind: 'link', endpoint: { kind: 'socket', url: 'ws://127.0.0.1:1' } });
  link.opened();
  expect(commands.at(-1)).toEqual({ kind: 'subscribe', subscription: 2, ticket: 'ticket', want: 'pictures', width: 320, height: 180 });
});

test('a renewed stream leaves its old subscription, whose records are then ignored', () => {
  start(track());
  session.handle({ kind: 'renew-stream', stream: 1, ticket: 'fresh' });
  expect(commands.slice(-2)).toMatchObject([
    { kind: 'unsubscribe', subscription: 1 },
    { kind: 'subscribe', subscription: 2, ticket: 'fresh' },
  ]);
  link.batch(batch(keyframe({ subscription: 1 })));
  expect(status().streams[0]?.receivedFrames).toBe(0);
});

test('a tile changes streams only when the new one has a frame', async () => {
  const tile = track();
  start(tile);
  session.handle({ kind: 'show', tile: 1, stream: 2 });
  session.handle({ kind: 'open-stream', stream: 2, ticket: 'main', masks: { ...noMasks, lifted: null } });
  await settle();
  link.batch(batch(keyframe()));
  codecs.output();
  session.tick();
  await settle();
  expect(tile.written).toHaveLength(1);
  expect(reports.some((report) => report.kind === 'shown')).toBe(false);
  link.batch(batch({ ...configured(), subscription: 2 }, keyframe({ subscription: 2 })));
  codecs.output();
  session.tick();
  expect(reports).toContainEqual({ kind: 'shown', tile: 1, stream: 2 });
  expect(tile.written).toHaveLength(2);
});

test('records that do not parse change nothing', () => {
  start(track());
  const broken: Part[] = [
    { type: RecordType.config, payload: json({ codec: 'h264' }) },
    { type: RecordType.config, payload: new Uint8Array([0xff, 0x7b]) },
    { type: RecordType.state, payload: json({ kind: 'live' }) },
    { type: 99 as RecordType },
  ];
  link.batch(batch(...broken));
  expect(status().streams[0]).toMatchObject({ state: null, codec: 'h264', decoder: 'webcodecs' });
});

test('closing a stream closes its decoder and the frames nobody took', () => {
  start(track());
  link.batch(batch(keyframe()));
  codecs.output();
  session.handle({ kind: 'close-stream', stream: 1 });
  expect(codecs.decoders[0]?.closed).toBe(true);
  expect(codecs.frames.every((frame) => frame.closed)).toBe(true);
});

test('a decoder that throws on a chunk is replaced, and late words of the old one are ignored', () => {
  start(track());
  const first = codecs.decoders[0];
  if (!first) throw new Error('no decoder');
  first.decode = () => {
    throw new DOMException('closed', 'InvalidStateError');
  };
  link.batch(batch(keyframe()));
  expect(codecs.decoders).toHaveLength(2);
  first.callbacks.error(new DOMException('late', 'EncodingError'));
  expect(codecs.decoders).toHaveLength(2);
  expect(status().streams[0]?.decoder).toBe('webcodecs');
});

test('says what pulls the stream, and how far the camera’s clock is off', () => {
  start(track());
  link.batch(batch(configured({ source: 'ffmpeg', sourceReason: 'protocol-failures' }), keyframe()));
  expect(status().streams[0]).toMatchObject({ source: { source: 'ffmpeg', reason: 'protocol-failures' }, cameraClock: null });
  const captured = 1_000_000 + nowMs + 4_000;
  link.batch(
    batch(
      clock(2),
      { type: RecordType.captureTime, flags: CaptureOrigin.rtcp, arrivalMs: captured, payload: new Uint8Array(0) },
      keyframe(),
    ),
  );
  expect(status().streams[0]?.cameraClock).toEqual({ origin: 'rtcp', aheadMs: 4_000 });
});

test('diagnoses a stream only while asked to, and asks anew on another link', () => {
  start(track());
  const diagnoses = () => reports.flatMap((report) => (report.kind === 'diagnosis' ? [report] : []));
  const asked = () => commands.flatMap((command) => (command.kind === 'diagnose' ? [command.subscriptions] : []));
  status();
  expect([diagnoses(), asked()]).toEqual([[], []]);
  session.handle({ kind: 'diagnose', streams: [1, 99] });
  expect(asked()).toEqual([[1]]);
  link.batch(batch(keyframe(), { type: RecordType.diagnostics, payload: json(tileDiagnostics(2).media) }));
  codecs.output();
  status();
  expect(diagnoses().at(-1)).toMatchObject({
    linkUp: true,
    streams: [{ stream: 1, media: { source: { connects: 1 } }, decoder: { kind: 'webcodecs', why: 'proven', received: 1, decoded: 1 } }],
  });
  session.handle({ kind: 'link', endpoint: { kind: 'socket', url: 'ws://127.0.0.1:2' } });
  link.opened();
  status();
  expect(asked()).toEqual([[1], [2]]);
  const before = diagnoses().length;
  session.handle({ kind: 'diagnose', streams: [] });
  status();
  expect([asked().at(-1), diagnoses().length]).toEqual([[], before]);
});

test('a stream nobody can see is not carried, decoded or handed over, and begins anew when it is seen again', async () => {
  const tile = track();
  start(tile);
  link.batch(batch(keyframe()));
  codecs.output();
  session.handle({ kind: 'cover-tile', tile: 1, covered: true });
  expect(commands.at(-1)).toMatchObject({ kind: 'adjust', want: 'nothing' });
  expect(codecs.decoders[0]?.closed).toBe(true);
  // What was under way finds nobody.
  link.batch(batch(configured(), keyframe({ sequence: 2 })));
  session.tick();
  await settle();
  expect([codecs.decoders.length, tile.written.length]).toEqual([1, 0]);
  expect(status().frames).toEqual({ created: 1, closed: 1 });

  session.handle({ kind: 'cover-tile', tile: 1, covered: false });
  expect(commands.at(-1)).toMatchObject({ kind: 'adjust', want: 'units' });
  link.batch(batch(configured(), keyframe({ sequence: 3 })));
  codecs.output();
  session.tick();
  await settle();
  expect(tile.written).toHaveLength(1);
  expect(status().tiles[0]?.newestArrivalAtMs).not.toBeNull();
  session.handle({ kind: 'cover-tile', tile: 1, covered: true });
  session.handle({ kind: 'cover-tile', tile: 1, covered: false });
  expect(status().tiles[0]).toMatchObject({ newestArrivalAtMs: null, frameAgeMs: null });
});

test('a stream is carried while one of its tiles can be seen, and only that tile gets its frames', async () => {
  const tiles = [track(), track()];
  start(...tiles);
  session.handle({ kind: 'cover-tile', tile: 1, covered: true });
  expect(commands).toHaveLength(1);
  link.batch(batch(keyframe()));
  codecs.output();
  session.tick();
  await settle();
  expect(tiles.map(({ written }) => written.length)).toEqual([0, 1]);
  session.handle({ kind: 'remove-tile', tile: 2 });
  expect(commands.at(-1)).toMatchObject({ kind: 'adjust', want: 'nothing' });
});

test('a tile that is covered when its stream opens asks for nothing but the pull', () => {
  const { writable } = track();
  session.handle({ kind: 'add-tile', tile: 1, stream: 1, writable, width: 320, height: 180, covered: true });
  session.handle({ kind: 'open-stream', stream: 1, ticket: 'ticket', masks: { ...noMasks, lifted: null } });
  session.handle({ kind: 'link', endpoint: { kind: 'socket', url: 'ws://127.0.0.1:1' } });
  link.opened();
  expect(commands).toMatchObject([{ kind: 'subscribe', want: 'nothing' }]);
});

test('leaves out of a stream what it is told to, says how much, and lets no keyframe wait in the decoder', () => {
  start(track());
  session.handle({ kind: 'degrade-stream', stream: 1, level: 'keyframes' });
  const delta = Uint8Array.from([0, 0, 0, 1, 0x41, 0x9a]);
  for (const sequence of [1, 3]) {
    link.batch(batch(keyframe({ sequence }), { type: RecordType.unit, sequence: sequence + 1, payload: delta }));
  }
  expect(codecs.decoders[0]?.decoded.map(({ type }) => type)).toEqual(['key', 'key']);
  expect(codecs.decoders[0]?.flushes).toBe(2);
  expect(status().streams[0]).toMatchObject({ receivedFrames: 4, skippedFrames: 2, droppedFrames: 0 });
  session.handle({ kind: 'degrade-stream', stream: 1, level: 'none' });
  link.batch(batch(keyframe({ sequence: 5 }), { type: RecordType.unit, sequence: 6, payload: delta }));
  expect(codecs.decoders[0]?.decoded.map(({ type }) => type)).toEqual(['key', 'key', 'key', 'delta']);
  expect(codecs.decoders[0]?.flushes).toBe(2);
});

test('says how late its tick came at worst since it last said so', () => {
  start(track());
  status();
  nowMs += 33;
  session.tick();
  nowMs += 433;
  session.tick();
  nowMs += 250;
  session.tick();
  expect(reports.findLast((report) => report.kind === 'status')?.lateMs).toBeGreaterThanOrEqual(217);
});
