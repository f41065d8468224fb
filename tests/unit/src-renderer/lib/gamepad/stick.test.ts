import { expect, it } from 'vitest';
import { defaultControls, type Stick } from '../../../../../src-contract/model/controls.ts';
import { flickOf, isAtRest, shaped, velocityOf } from '../../../../../src-renderer/lib/gamepad/stick.ts';

const stick: Stick = { ...defaultControls.stick, deadZone: 0.2, curve: 0.5, zoom: { axis: 2, inverted: false } };

it('is at rest within the dead zone, whatever the direction', () => {
  for (const axes of [[0.19, 0], [0, -0.19], [0.13, 0.13], [0, 0, 0.2], [], [Number.NaN, 0]])
    expect(isAtRest(velocityOf(axes, stick)), String(axes)).toBe(true);
  expect(isAtRest(velocityOf([0.16, 0.16], stick))).toBe(false);
});

it('begins at nothing just beyond the dead zone and ends at full speed', () => {
  expect(shaped(0.2, stick)).toBe(0);
  expect(shaped(0.21, stick)).toBeLessThan(0.01);
  expect(shaped(1, stick)).toBe(1);
  expect(shaped(0.6, { deadZone: 0.2, curve: 0 })).toBeCloseTo(0.5);
  expect(shaped(0.6, { deadZone: 0.2, curve: 1 })).toBeCloseTo(0.125);
});

it('never runs backwards or beyond 1 for any push', () => {
  for (let curve = 0; curve <= 1; curve += 0.25) {
    let before = 0;
    for (let way = 0; way <= 1; way += 0.01) {
      const now = shaped(way, { deadZone: 0.1, curve });
      expect(now).toBeGreaterThanOrEqual(before);
      before = now;
    }
  }
  const { pan, tilt } = velocityOf([1, 1], stick);
  expect(Math.hypot(pan, tilt)).toBeLessThanOrEqual(1.02);
  expect(velocityOf([7, 0], stick).pan).toBeCloseTo(1);
});

it('counts pushing away as up, and turns an axis round where asked to', () => {
  expect(velocityOf([0, -1, 0], stick)).toEqual({ pan: 0, tilt: 1, zoom: 0 });
  expect(velocityOf([0, -1, 1], { ...stick, tilt: { axis: 1, inverted: true } })).toEqual({ pan: 0, tilt: -1, zoom: 1 });
});

it('takes a clear push as a step and a diagonal as none', () => {
  expect(flickOf({ pan: 0.8, tilt: 0.1, zoom: 0 })).toBe('right');
  expect(flickOf({ pan: 0.1, tilt: -0.8, zoom: 0 })).toBe('down');
  expect(flickOf({ pan: 0.7, tilt: 0.7, zoom: 0 })).toBeNull();
  expect(flickOf({ pan: 0.3, tilt: 0, zoom: 0 })).toBeNull();
});
