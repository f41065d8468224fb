import { expect, it } from 'vitest';
import { streamFailureSchema, type TileState } from '../../../../src-contract/model/stream-state.ts';
import { clockOffText, codecName, figuresText, sourceText } from '../../../../src-renderer/features/wall/figures-text.ts';
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
    { kind: 'live', late: false, suspicion: 'frozen' },
    { kind: 'live', late: false, suspicion: 'black' },
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
    source: { source: 'native', reason: 'preferred' },
    cameraClock: { origin: 'rtcp', aheadMs: -120 },
    profileReason: null,
    degraded: 'none',
    pinWarning: null,
  } as const;
  expect(figuresText(figures, texts)).toEqual({
    glance: '15 hình/s · trễ 84 ms',
    rest: 'H.264 · 640×360 · 1,5 Mb/s · phụ · đọc trực tiếp · WebCodecs · giờ RTCP · bỏ 3',
    details: ['Nguồn: đọc trực tiếp', 'Thời điểm hình lấy từ: đồng hồ camera qua báo cáo RTCP', 'Đồng hồ camera so với máy này: -0,1 giây'],
  });
  const english = await createTexts('en');
  expect(figuresText({ ...figures, frameAgeMs: null, codec: null, droppedFrames: 0, source: null, cameraClock: null }, english)).toEqual({
    glance: '15 fps · age – ms',
    rest: '640×360 · 1.5 Mb/s · sub · WebCodecs · time of arrival',
    details: ['Pictures are dated by: their arrival here (the camera tells no time)'],
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

it.each([
  ['ffmpeg', 'protocol-failures', 'qua FFmpeg: lỗi giao thức'],
  ['ffmpeg', 'unsupported-codec', 'qua FFmpeg: kiểu nén không đọc trực tiếp được'],
  ['native', 'ffmpeg-missing', 'đọc trực tiếp: thiếu FFmpeg'],
  ['native', 'preferred', 'đọc trực tiếp'],
] as const)('says that %s pulls the stream because of %s', (source, reason, words) => {
  expect(sourceText({ source, reason }, texts)).toBe(words);
});

it.each([
  [2000, null],
  [-2000, null],
  [3240, 'giờ camera nhanh 3,2 giây'],
  [-75_000, 'giờ camera chậm 75 giây'],
  [25_200_000, 'giờ camera nhanh 7 giờ'],
  [-86_400_000 * 400, 'giờ camera chậm 400 ngày'],
])('warns of a camera clock that is %s ms off', (aheadMs, words) => {
  expect(clockOffText({ origin: 'rtcp', aheadMs }, texts)).toBe(words);
});
