import { beforeEach, describe, expect, it } from 'vitest';
import type { ScreenNumber } from '../../../../../src-contract/model/screen.ts';
import { silentLog } from '../../../../../src-main/base/log.ts';
import type { Display } from '../../../../../src-main/hosts/host.ts';
import { Remembered } from '../../../../../src-main/services/remembered.ts';
import { OpenScreens } from '../../../../../src-main/services/screens/open-screens.ts';
import { ScreenWindows } from '../../../../../src-main/services/screens/screen-windows.ts';
import { FakeHost, fakeDisplay, type FakeWindow } from '../../../../fakes/fake-host.ts';
import { createFakeStorage, type FakeStorage } from '../../../../fakes/fake-storage.ts';
import { createSteppedClock, type SteppedClock } from '../../../../fakes/stepped-clock.ts';

const left = fakeDisplay('1', 0);
const right = fakeDisplay('2', 1920);
const SETTLED = 1500;
const CALM = 6000;

let storage: FakeStorage;
let host: FakeHost;
let clock: SteppedClock;
let screens: OpenScreens;
let windows: ScreenWindows;
let keepClosed: boolean;

/** A start of the program over the same storage, with these monitors. */
async function start(displays: readonly Display[]): Promise<void> {
  host = new FakeHost('/tmp');
  host.displaysNow = displays;
  clock = createSteppedClock();
  screens = new OpenScreens();
  const remembered = await Remembered.load(storage);
  windows = new ScreenWindows({ host, screens, remembered, keepClosed: () => keepClosed, clock, log: silentLog });
  windows.follow();
}
const openLast = async (): Promise<void> => {
  for (const screen of windows.lastOpen()) await windows.open(screen, { place: null, fullscreen: false, remember: true });
};
const windowOf = (screen: ScreenNumber): FakeWindow => {
  const found = host.openWindows.find(({ id }) => id === screens.windowOf(screen));
  if (found === undefined) throw new Error(`screen ${screen} is not open`);
  return found;
};
const at = (screen: ScreenNumber) => windows.desk().screens.find((one) => one.screen === screen);

beforeEach(async () => {
  storage = createFakeStorage();
  keepClosed = false;
  await start([left, right]);
  await openLast();
});

describe('screens', () => {
  it('take the lowest free number and the monitor nobody is on, up to eight', async () => {
    expect(await windows.openOn(null)).toBe(2);
    expect([at(1)?.displayId, at(2)?.displayId]).toEqual(['1', '2']);
    for (let screen = 3; screen <= 8; screen += 1) expect(await windows.openOn('2')).toBe(screen);
    await expect(windows.openOn(null)).rejects.toMatchObject({ kind: 'too-large', key: 'too-many-screens' });
    windows.close(4);
    expect(await windows.openOn('1')).toBe(4);
  });

  it('know their window before its page can ask, and no window that is gone', () => {
    expect([screens.of('w1'), screens.windowOf(1)]).toEqual([1, 'w1']);
    windowOf(1).close();
    expect(() => screens.of('w1')).toThrow('window-gone');
  });

  it('are moved over all of another monitor, and are there again at the next start', async () => {
    await windows.openOn(null);
    windows.move(2, '1');
    expect(windowOf(2).did).toEqual(['move 0 0 1920 1080']);
    expect(() => {
      windows.move(2, '9');
    }).toThrow('display-gone');
    await start([left, right]);
    await openLast();
    expect(windows.desk().screens.map(({ screen, displayId }) => [screen, displayId])).toEqual([
      [1, '1'],
      [2, '1'],
    ]);
  });

  it('that a person closes stay closed, or come back where that is set', async () => {
    await windows.openOn(null);
    windows.close(2);
    clock.advance(CALM);
    expect(windows.lastOpen()).toEqual([1]);
    keepClosed = true;
    await windows.openOn(null);
    windows.close(2);
    clock.advance(CALM);
    expect(windows.lastOpen()).toEqual([1, 2]);
  });

  it('that all close at once, as at the end, all come back', async () => {
    await windows.openOn(null);
    for (const window of [...host.openWindows]) window.close();
    windows.dispose();
    clock.advance(CALM);
    await start([left, right]);
    expect(windows.lastOpen()).toEqual([1, 2]);
  });

  it('are not closed down to none by a slip of the hand', () => {
    expect(() => {
      windows.close(1);
    }).toThrow('screen-last');
    expect(() => {
      windows.close(2);
    }).toThrow('screen-not-open');
  });

  it('whose page dies are reloaded, and only those', async () => {
    await windows.openOn(null);
    const gone: unknown[] = [];
    windows.gone.on((told) => gone.push(told));
    windowOf(2).crashed.emit('killed');
    clock.advance(CALM);
    expect([windowOf(1).did, windowOf(2).did]).toEqual([[], ['reload']]);
    expect(gone).toEqual([{ windowId: 'w2', closed: false }]);
  });
});

describe('monitors that come and go', () => {
  const onRight = { bounds: { x: 2020, y: 100, width: 1200, height: 800 }, maximised: false, fullscreen: false };

  beforeEach(async () => {
    await windows.openOn('2');
    windowOf(2).move(onRight);
    clock.advance(SETTLED);
  });

  it('take their windows elsewhere and bring them back to the same place', () => {
    host.changeDisplays([left]);
    expect(windowOf(2).placedAt.bounds).toEqual({ x: 100, y: 100, width: 1200, height: 800 });
    expect([at(1)?.away, at(2)?.away]).toEqual([false, true]);
    expect(windowOf(1).did).toEqual([]);
    clock.advance(CALM);
    host.changeDisplays([left, right]);
    expect(windowOf(2).placedAt).toEqual(onRight);
    expect(at(2)).toMatchObject({ away: false, displayId: '2' });
  });

  it('are not confused by the system that moves windows first', async () => {
    // the system moved the window off the lost monitor, and told us before it told of the monitor
    windowOf(2).move({ ...onRight, bounds: { ...onRight.bounds, x: 700, y: 0 } });
    host.changeDisplays([left]);
    clock.advance(CALM);
    host.changeDisplays([left, right]);
    expect(windowOf(2).placedAt).toEqual(onRight);
    await start([left, right]);
    await openLast();
    expect(windowOf(2).placedAt).toEqual(onRight);
  });

  it('are given up by a person who moves the window meanwhile', () => {
    host.changeDisplays([left]);
    clock.advance(CALM);
    const chosen = { ...onRight, bounds: { x: 30, y: 40, width: 900, height: 700 } };
    windowOf(2).move(chosen);
    clock.advance(SETTLED);
    expect(at(2)?.away).toBe(false);
    host.changeDisplays([left, right]);
    expect(windowOf(2).placedAt).toEqual(chosen);
  });

  it('that change their scale keep the windows on the same part of them', () => {
    const scaled = {
      ...right,
      bounds: { x: 1920, y: 0, width: 1280, height: 720 },
      workArea: { x: 1920, y: 0, width: 1280, height: 720 },
      scale: 1.5,
    };
    host.changeDisplays([left, scaled]);
    expect(windowOf(2).placedAt.bounds).toEqual({ x: 1987, y: 67, width: 800, height: 533 });
    clock.advance(CALM);
    host.changeDisplays([left, right]);
    expect(windowOf(2).placedAt).toEqual(onRight);
  });

  it('are still missing at the next start: the windows wait elsewhere, and go home when they come', async () => {
    await start([left]);
    await openLast();
    expect(at(2)).toMatchObject({ away: true, displayId: '1' });
    clock.advance(CALM);
    host.changeDisplays([left, right]);
    expect(windowOf(2).placedAt).toEqual(onRight);
  });
});
