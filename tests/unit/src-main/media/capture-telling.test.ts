import { expect, test } from 'vitest';
import { CaptureOrigin } from '../../../../src-contract/link/records.ts';
import { ptsUs } from '../../../../src-contract/time.ts';
import { CaptureTelling } from '../../../../src-main/media/capture-telling.ts';

const epoch = Date.UTC(2026, 0, 1);
const unit = (ptsMs: number, aheadMs: number | null) => ({
  ptsUs: ptsUs(ptsMs * 1000),
  wallClock: aheadMs === null ? null : ({ epochMs: epoch + ptsMs + aheadMs, origin: 'rtcp' } as const),
});

test("tells the camera's time once and again only when it is another", () => {
  const telling = new CaptureTelling();
  expect(telling.next(unit(0, null))).toBeNull();
  expect(telling.next(unit(40, 0))).toBe(CaptureOrigin.rtcp);
  expect(telling.next(unit(80, 0))).toBeNull();
  expect(telling.next(unit(120, 4))).toBeNull();
  expect(telling.next(unit(160, 6))).toBe(CaptureOrigin.rtcp);
  expect(telling.next(unit(200, 6))).toBeNull();
});

test('tells that the time is not known any more, once', () => {
  const telling = new CaptureTelling();
  telling.next(unit(0, 0));
  expect(telling.next(unit(40, null))).toBe(CaptureOrigin.none);
  expect(telling.next(unit(80, null))).toBeNull();
});

test('tells where the time comes from when that changes', () => {
  const telling = new CaptureTelling();
  telling.next(unit(0, 0));
  expect(telling.next({ ptsUs: ptsUs(40_000), wallClock: { epochMs: epoch + 40, origin: 'replay' } })).toBe(CaptureOrigin.replay);
});
