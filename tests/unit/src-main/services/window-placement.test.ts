import { describe, expect, it } from 'vitest';
import type { Bounds, Display } from '../../../../src-main/hosts/host.ts';
import { placeFor, placementOf, placementSchema, type Placement } from '../../../../src-main/services/window-placement.ts';

const bounds = (x: number, y: number, width: number, height: number): Bounds => ({ x, y, width, height });
const display = (id: string, at: Bounds, over: Partial<Display> = {}): Display => ({
  id,
  label: `Màn ${id}`,
  bounds: at,
  workArea: { ...at, height: at.height - 40 },
  scale: 1,
  primary: false,
  ...over,
});
const left = display('1', bounds(0, 0, 1920, 1080), { primary: true });
const right = display('2', bounds(1920, 0, 2560, 1440));
const on = (home: Display, at: Bounds, over: Partial<Placement> = {}): Placement => ({
  bounds: at,
  maximised: false,
  fullscreen: false,
  display: { id: home.id, label: home.label, workArea: home.workArea },
  ...over,
});

describe('the first start', () => {
  it('fills the work area of the primary display and is maximised', () => {
    expect(placeFor(null, [right, left])).toEqual({ bounds: bounds(0, 0, 1920, 1040), maximised: true, fullscreen: false });
  });
  it('opens at some size where no display is known', () => {
    expect(placeFor(null, [])).toEqual({ bounds: bounds(0, 0, 1280, 800), maximised: true, fullscreen: false });
  });
});

describe('a later start', () => {
  const windowed = bounds(2000, 100, 1600, 900);
  it.each<[string, Placement, readonly Display[], Bounds]>([
    ['the same displays', on(right, windowed), [left, right], windowed],
    [
      'the display moved to the other side',
      on(right, windowed),
      [left, { ...right, workArea: bounds(-2560, 0, 2560, 1400) }],
      bounds(-2480, 100, 1600, 900),
    ],
    ['the display on another port', on(right, windowed), [left, { ...right, id: '9' }], windowed],
    ['the display gone', on(right, windowed), [left], bounds(80, 100, 1600, 900)],
    ['the display gone, window larger than what is left', on(right, bounds(1920, 0, 2560, 1400)), [left], bounds(0, 0, 1920, 1040)],
    [
      'a scale of 150 %: the same part of the display',
      on(left, bounds(300, 200, 1600, 800)),
      [{ ...left, workArea: bounds(0, 0, 1280, 680), scale: 1.5 }],
      bounds(200, 131, 1067, 523),
    ],
    ['off the screen to the right', on(left, bounds(5000, 5000, 800, 600)), [left], bounds(1120, 440, 800, 600)],
    ['off the screen to the left', on(left, bounds(-3000, -90, 800, 600)), [left], bounds(0, 0, 800, 600)],
    ['shrunk to a sliver', on(left, bounds(10, 10, 20, 5)), [left], bounds(10, 10, 640, 400)],
    ['a tiny display', on(left, bounds(10, 10, 20, 5)), [{ ...left, workArea: bounds(0, 0, 600, 300) }], bounds(0, 0, 600, 300)],
    [
      'two displays of the same name, neither the one',
      on(right, windowed),
      [left, { ...right, id: '8' }, { ...right, id: '9' }],
      bounds(80, 100, 1600, 900),
    ],
    ['no display known', on(right, windowed), [], windowed],
  ])('with %s', (_, remembered, displays, expected) => {
    expect(placeFor(remembered, displays).bounds).toEqual(expected);
  });

  it('is maximised and full screen as it was left', () => {
    expect(placeFor(on(left, windowed, { maximised: true, fullscreen: true }), [left])).toMatchObject({
      maximised: true,
      fullscreen: true,
    });
    expect(placeFor(on(left, windowed), [left])).toMatchObject({ maximised: false, fullscreen: false });
  });
});

describe('what is stored', () => {
  it('names the display that shows most of the window', () => {
    const place = { bounds: bounds(1900, 0, 1000, 500), maximised: true, fullscreen: false };
    expect(placementOf(place, [left, right])).toEqual(on(right, place.bounds, { maximised: true }));
    expect(placementOf(place, [])).toBeNull();
  });
  it('is refused when it cannot be a window', () => {
    const good = on(left, bounds(1, 2, 3, 4));
    expect(placementSchema.safeParse(good).success).toBe(true);
    for (const bad of [
      { ...good, bounds: bounds(0, 0, 0, 9) },
      { ...good, bounds: bounds(Number.NaN, 0, 9, 9) },
      { ...good, display: null },
    ])
      expect(placementSchema.safeParse(bad).success).toBe(false);
  });
});
