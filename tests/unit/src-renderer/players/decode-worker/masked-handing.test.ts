import { beforeEach, expect, test } from 'vitest';
import type { MaskShape } from '../../../../../src-contract/model/privacy.ts';
import { FrameLedger } from '../../../../../src-renderer/players/decode-worker/frame-ledger.ts';
import { MaskedHanding } from '../../../../../src-renderer/players/decode-worker/masked-handing.ts';
import { MasksInForce } from '../../../../../src-renderer/players/decode-worker/masks-in-force.ts';
import type { OpenStream } from '../../../../../src-renderer/players/decode-worker/open-stream.ts';
import type { StreamMasks } from '../../../../../src-renderer/players/worker-messages.ts';
import { FakeFrame } from './fake-codecs.ts';
import { settle } from './session-pieces.ts';

const shape: MaskShape = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
];
const hiding: StreamMasks = { style: 'solid', always: [shape], lifted: null };
const liftedUntil = (untilAtMs: number): StreamMasks => ({ style: 'solid', always: [], lifted: { shapes: [shape], untilAtMs } });

let nowMs: number;
let ledger: FrameLedger;
let waiting: FakeFrame[];
let given: { masked: boolean; evenCovered: boolean }[];
let painterWorks: boolean;
let tilesReady: boolean;
let open: boolean;
let held: (() => void)[];
let holds: boolean;
let handing: MaskedHanding;

beforeEach(() => {
  [nowMs, painterWorks, tilesReady, open, holds] = [0, true, true, true, false];
  [ledger, waiting, given, held] = [new FrameLedger(), [], [], []];
  const painted = new WeakSet<VideoFrame>();
  handing = new MaskedHanding({
    ledger,
    painter: {
      async paint(frame) {
        if (holds) await new Promise<void>((resolve) => held.push(resolve));
        if (!painterWorks) throw new Error('no memory');
        const made = frame.clone();
        painted.add(made);
        return made;
      },
    },
    sharedMs: () => nowMs,
    isOpen: () => open,
    hand: (_id, _stream, { frame }, evenCovered) => {
      given.push({ masked: painted.has(frame), evenCovered });
      ledger.close(frame);
      return tilesReady;
    },
  });
});

function streamWith(masks: StreamMasks): OpenStream {
  const take = () => {
    const frame = waiting.shift();
    return frame === undefined ? undefined : { frame: ledger.opened(frame.asVideoFrame()), arrivalMs: 0 };
  };
  return { masks: new MasksInForce(masks), playback: { take } } as unknown as OpenStream; // only these members are used
}
async function next(stream: OpenStream): Promise<void> {
  handing.next(1, stream);
  await settle();
}

test('a stream that hides nothing is handed on as it is, at once', () => {
  const stream = streamWith({ style: 'solid', always: [], lifted: null });
  waiting.push(new FakeFrame(1));
  handing.next(1, stream);
  expect(given).toEqual([{ masked: false, evenCovered: false }]);
});

test('a stream that hides something is never handed on without', async () => {
  const stream = streamWith(hiding);
  waiting.push(new FakeFrame(1), new FakeFrame(2));
  await next(stream);
  painterWorks = false;
  await next(stream);
  expect(given).toEqual([{ masked: true, evenCovered: false }]);
  expect(ledger.created).toBe(ledger.closed);
});

test('while one frame is painted the next waits its turn', async () => {
  const stream = streamWith(hiding);
  holds = true;
  waiting.push(new FakeFrame(1), new FakeFrame(2));
  await next(stream);
  await next(stream);
  expect(waiting).toHaveLength(1);
  held.shift()?.();
  await settle();
  expect(given).toHaveLength(1);
});

test('what was shown under a lifted mask is shown again with it when the time is over, even where no other frame comes', async () => {
  const stream = streamWith(liftedUntil(1_000));
  waiting.push(new FakeFrame(1));
  await next(stream);
  await next(stream);
  expect(given).toEqual([{ masked: false, evenCovered: false }]);
  nowMs = 1_000;
  tilesReady = false;
  await next(stream);
  tilesReady = true;
  await next(stream);
  await next(stream);
  expect(given.slice(1)).toEqual([
    { masked: true, evenCovered: true },
    { masked: true, evenCovered: true },
  ]);
  expect(ledger.created).toBe(ledger.closed);
});

test('a mask that comes back while a frame is painted is in that frame', async () => {
  const stream = streamWith({ ...liftedUntil(1_000), always: [shape] });
  holds = true;
  waiting.push(new FakeFrame(1));
  await next(stream);
  nowMs = 2_000;
  held.shift()?.();
  await settle();
  expect(given).toEqual([]);
  held.shift()?.();
  await settle();
  expect(given).toEqual([{ masked: true, evenCovered: false }]);
});

test('nothing is left of a stream that was closed, painted or not', async () => {
  const stream = streamWith(liftedUntil(1_000));
  waiting.push(new FakeFrame(1));
  await next(stream);
  handing.forget(1);
  const other = streamWith(hiding);
  holds = true;
  waiting.push(new FakeFrame(2));
  await next(other);
  open = false;
  held.shift()?.();
  await settle();
  expect(given).toHaveLength(1);
  expect(ledger.created).toBe(ledger.closed);
});
