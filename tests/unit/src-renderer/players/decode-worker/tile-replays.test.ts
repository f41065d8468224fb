import { beforeEach, expect, test } from 'vitest';
import type { LinkCommand } from '../../../../../src-contract/link/messages.ts';
import { DISCONTINUITY, KEYFRAME, PREROLL, RecordType } from '../../../../../src-contract/link/records.ts';
import { noMasks } from '../../../../../src-contract/model/privacy.ts';
import { webCodecsAac } from '../../../../../src-renderer/players/decode-worker/aac-decoding.ts';
import { DecodeSession } from '../../../../../src-renderer/players/decode-worker/decode-session.ts';
import type { MediaLinkEvents } from '../../../../../src-renderer/players/decode-worker/media-link.ts';
import type { WorkerReport } from '../../../../../src-renderer/players/worker-messages.ts';
import { FakeCodecs, FakeFrame } from './fake-codecs.ts';
import { unasked, MEDIA_OFFSET_MS, batchesAt, clock, configured, json, keyframe, settle, track } from './session-pieces.ts';

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

test('a tile’s replay takes that tile alone to the past, unseen frames left out, and back', async () => {
  const [past, live] = [track(), track()];
  start(past, live);
  await settle();
  link.batch(batch(keyframe(), clock(2)));
  codecs.output();
  session.tick();
  session.handle({ kind: 'open-replay', tile: 1, stream: 1, agoMs: 60_000 });
  expect(commands.at(-1)).toEqual({
    kind: 'replay',
    subscription: 2,
    ticket: 'ticket',
    want: 'units',
    width: 320,
    height: 180,
    agoMs: 60_000,
  });
  const old = { subscription: 2, arrivalMs: nowMs - MEDIA_OFFSET_MS - 60_000 };
  link.batch(batch({ ...configured(), subscription: 2 }, keyframe({ ...old, flags: KEYFRAME | DISCONTINUITY | PREROLL })));
  codecs.output();
  session.tick();
  await settle();
  expect([past.written.length, live.written.length]).toEqual([1, 1]);
  link.batch(batch(keyframe({ ...old, flags: 0, sequence: 2 })));
  codecs.output();
  session.tick();
  await settle();
  expect([past.written.length, live.written.length]).toEqual([2, 1]);
  expect(status().tiles.map(({ replay }) => replay)).toEqual([true, false]);
  session.handle({ kind: 'close-replay', tile: 1 });
  expect(commands.at(-1)).toEqual({ kind: 'unsubscribe', subscription: 2 });
  link.batch(batch(keyframe({ sequence: 2, arrivalMs: nowMs - MEDIA_OFFSET_MS }), clock(3)));
  codecs.decoders[0]?.callbacks.output(new FakeFrame(2_000, codecs.frames).asVideoFrame());
  session.tick();
  await settle();
  expect([past.written.length, live.written.length]).toEqual([3, 2]);
  expect(status().tiles.map(({ replay }) => replay)).toEqual([false, false]);
  expect(codecs.frames.every(({ closed }) => closed)).toBe(true);
});

test('a replay swallows a whole group at once, and speaks of times on the window’s line', () => {
  start(track());
  session.handle({ kind: 'open-replay', tile: 1, stream: 1, agoMs: 5_000 });
  const arrivalMs = nowMs - MEDIA_OFFSET_MS - 5_000;
  const group = Array.from({ length: 60 }, (_, index) =>
    keyframe({ subscription: 2, sequence: index + 1, arrivalMs, flags: index === 0 ? KEYFRAME | DISCONTINUITY | PREROLL : PREROLL }),
  );
  const told = { fromMs: arrivalMs, toMs: arrivalMs + 100, atMs: null, paused: false, speed: 1, keyframes: [arrivalMs] };
  link.batch(batch({ ...configured(), subscription: 2 }, ...group, { type: RecordType.replay, subscription: 2, payload: json(told) }));
  expect(codecs.decoders.at(-1)?.decoded).toHaveLength(60);
  const sharedMs = 1_000_000 + nowMs - 5_000;
  expect(reports.at(-1)).toEqual({
    kind: 'replay',
    tile: 1,
    status: { ...told, fromMs: sharedMs, toMs: sharedMs + 100, keyframes: [sharedMs] },
  });
  session.handle({ kind: 'replay-act', tile: 1, act: { kind: 'seek', atMs: sharedMs } });
  expect(commands.at(-1)).toEqual({ kind: 'replay-act', subscription: 2, act: { kind: 'seek', atMs: arrivalMs } });
});
