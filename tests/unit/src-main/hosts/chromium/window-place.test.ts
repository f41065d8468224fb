import { describe, expect, it } from 'vitest';
import type { WindowPlace } from '../../../../../src-main/hosts/host.ts';
import { placeAfter, samePlace, type WindowReport } from '../../../../../src-main/hosts/chromium/window-place.ts';

const before: WindowPlace = { bounds: { x: 10, y: 20, width: 800, height: 600 }, maximised: false, fullscreen: false };
const report = (windowState: WindowReport['bounds']['windowState']): WindowReport => ({
  windowId: 1,
  bounds: { left: 1, top: 2, width: 1920, height: 1080, windowState },
});

describe('what the browser says of a window', () => {
  it.each<[WindowReport['bounds']['windowState'], WindowPlace, WindowPlace]>([
    ['normal', before, { bounds: { x: 1, y: 2, width: 1920, height: 1080 }, maximised: false, fullscreen: false }],
    [
      'normal',
      { ...before, maximised: true, fullscreen: true },
      { bounds: { x: 1, y: 2, width: 1920, height: 1080 }, maximised: false, fullscreen: false },
    ],
    ['maximized', before, { ...before, maximised: true }],
    ['maximized', { ...before, fullscreen: true }, { ...before, maximised: true }],
    ['fullscreen', { ...before, maximised: true }, { ...before, maximised: true, fullscreen: true }],
    ['minimized', { ...before, fullscreen: true }, { ...before, fullscreen: true }],
  ])('%s', (state, was, is) => {
    expect(placeAfter(was, report(state))).toEqual(is);
  });

  it('tells places apart by every side and state', () => {
    expect(samePlace(before, structuredClone(before))).toBe(true);
    expect(samePlace(before, { ...before, bounds: { ...before.bounds, height: 601 } })).toBe(false);
    expect(samePlace(before, { ...before, maximised: true })).toBe(false);
    expect(samePlace(before, { ...before, fullscreen: true })).toBe(false);
  });
});
