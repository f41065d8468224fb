import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_ZOOM, pannedBy, seenPart, wheelFactor, zoomBy } from '../../../../src-renderer/lib/zoom.ts';

const fraction = fc.double({ min: 0, max: 1, noNaN: true });

describe('zoomBy', () => {
  it('keeps what lies under the pointer where it is', () => {
    const at = { x: 0.75, y: 0.25 };
    const first = zoomBy(null, 2, at);
    expect(first).toEqual({ scale: 2, x: -0.75, y: -0.25 });
    const picturePoint = (zoom: { scale: number; x: number; y: number }) => [(at.x - zoom.x) / zoom.scale, (at.y - zoom.y) / zoom.scale];
    const second = zoomBy(first, 1.7, at);
    expect(second && picturePoint(second).map((value) => Math.round(value * 1e6) / 1e6)).toEqual([0.75, 0.25]);
  });

  it('ends with the whole picture, and at the highest zoom', () => {
    expect(zoomBy(zoomBy(null, 2), 0.5)).toBeNull();
    expect(zoomBy(null, 0.9)).toBeNull();
    expect(zoomBy(null, 1000)?.scale).toBe(MAX_ZOOM);
    expect(zoomBy(null, Number.NaN)).toBeNull();
  });

  it('never shows anything beyond the picture', () => {
    const act = fc.record({ factor: fc.double({ min: 0.2, max: 5, noNaN: true }), x: fraction, y: fraction, dx: fraction, dy: fraction });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        let zoom = zoomBy(null, 3);
        for (const { factor, x, y, dx, dy } of acts) {
          zoom = zoomBy(zoom, factor, { x, y });
          if (zoom !== null) zoom = pannedBy(zoom, dx * 4 - 2, dy * 4 - 2);
          if (zoom === null) continue;
          const seen = seenPart(zoom);
          for (const edge of [seen.x, seen.y]) {
            expect(edge).toBeGreaterThanOrEqual(-1e-9);
            expect(edge + seen.size).toBeLessThanOrEqual(1 + 1e-9);
          }
        }
      }),
    );
  });
});

it('zooms in when the wheel goes up, by bounded steps', () => {
  expect(wheelFactor(-100, 0, false)).toBeGreaterThan(1.1);
  expect(wheelFactor(100, 0, false)).toBeLessThan(0.9);
  expect(wheelFactor(-3, 1, false)).toBeGreaterThan(1.1);
  expect(wheelFactor(-100_000, 0, false)).toBeLessThan(2);
});
