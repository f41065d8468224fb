import { expect, it } from 'vitest';
import { streamFailureSchema, type TileState } from '../../../../src-contract/model/stream-state.ts';
import { codecName, figuresText } from '../../../../src-renderer/features/wall/figures-text.ts';
import { stateView } from '../../../../src-renderer/features/wall/state-view.ts';
import { createTexts } from '../../../../src-renderer/lib/i18n.ts';

const texts = await createTexts('vi');
const view = (state: TileState) => stateView(state, texts.t);

it('gives every state its own shape and word', () => {
  const states: readonly TileState[] = [
    { kind: 'connecting', attempt: 1 },
    { kind: 'waiting-keyframe' },
    { kind: 'live', late: false },
    { kind: 'live', late: true },
    { kind: 'stale', lastGoodEpochMs: 0, reason: null },
    { kind: 'failed', reason: 'timeout', retryInMs: null },
  ];
  const views = states.map(view);
  expect(new Set(views.map(({ word }) => word)).size).toBe(states.length);
  expect(new Set(views.map(({ shape }) => shape)).size).toBe(states.length);
});

it('says when the last good picture was, and why it stopped', () => {
  const stale = view({ kind: 'stale', lastGoodEpochMs: Date.UTC(2026, 0, 1, 7, 3, 22), reason: 'stalled' });
  expect(stale.timing).toBe('Hình cuối lúc 14:03:22');
  expect(stale.title).toBe('Camera ngừng gửi hình');
});

it.each(streamFailureSchema.options)('says what to do about %s', (reason) => {
  const failed = view({ kind: 'failed', reason, retryInMs: 4200 });
  expect(failed.title).not.toContain('failure.');
  expect(failed.action).not.toContain('failure.');
  expect(failed.timing).toBe('Tự thử lại sau 5 giây');
});

it('does not promise a retry that will not come', () => {
  expect(view({ kind: 'failed', reason: 'unauthorised', retryInMs: null }).timing).toBe('Không tự thử lại');
});

it('writes figures as people read them', async () => {
  const figures = {
    fps: 14.96,
    receivedFps: 15,
    frameAgeMs: 83.6,
    width: 640,
    height: 360,
    codec: 'avc1.64001f',
    decoder: 'webcodecs',
    bitrateKbps: 1540,
    droppedFrames: 3,
    profile: 'sub',
  } as const;
  expect(figuresText(figures, texts)).toEqual({
    glance: '15 hình/s · trễ 84 ms',
    rest: 'H.264 · 640×360 · 1,5 Mb/s · phụ · WebCodecs · bỏ 3',
  });
  const english = await createTexts('en');
  expect(figuresText({ ...figures, frameAgeMs: null, codec: null, droppedFrames: 0 }, english)).toEqual({
    glance: '15 fps · age – ms',
    rest: '640×360 · 1.5 Mb/s · sub · WebCodecs',
  });
});

it.each([
  ['hvc1.1.6.L93.B0', 'H.265'],
  ['hevc', 'H.265'],
  ['mjpeg', 'MJPEG'],
  ['mpeg4', 'MPEG-4'],
  ['vp09', 'vp09'],
])('calls %s %s', (codec, name) => {
  expect(codecName(codec)).toBe(name);
});
