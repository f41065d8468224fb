import { describe, expect, it } from 'vitest';
import type { Desk, DeskDisplay } from '../../../../src-contract/model/screen.ts';
import { deskPicture, displayAt, neighbourDisplay } from '../../../../src-renderer/features/screens/desk-picture.ts';

const display = (id: string, x: number, y: number, width = 1920, height = 1080): DeskDisplay => ({
  ...{ id, label: id, scale: 1, primary: x === 0 },
  area: { x, y, width, height },
});
const left = display('left', -1920, 0);
const middle = display('middle', 0, 0);
const above = display('above', 0, -1080);
const desk: Desk = {
  displays: [middle, left, above],
  screens: [
    { screen: 1, area: { x: 0, y: 0, width: 960, height: 1080 }, fullscreen: false, displayId: 'middle', away: false },
    { screen: 2, area: { x: -4000, y: 50, width: 900, height: 700 }, fullscreen: false, displayId: 'left', away: true },
  ],
};

describe('the desk', () => {
  it('is drawn to scale, windows on their monitors', () => {
    const picture = deskPicture(desk);
    expect(picture?.ratio).toBeCloseTo(16 / 9);
    expect(picture?.displays.map(({ spot }) => spot)).toEqual([
      { left: 50, top: 50, width: 50, height: 50 },
      { left: 0, top: 50, width: 50, height: 50 },
      { left: 50, top: 0, width: 50, height: 50 },
    ]);
    expect(picture?.screens[0]?.spot).toEqual({ left: 50, top: 50, width: 25, height: 50 });
    expect(picture?.screens[1]?.spot.left).toBe(0);
  });

  it('tells which monitor is under the pointer', () => {
    const picture = deskPicture(desk);
    if (picture === null) throw new Error('no picture');
    expect([displayAt(picture, 10, 60), displayAt(picture, 60, 10), displayAt(picture, 10, 10)]).toEqual(['left', 'above', null]);
  });

  it('has neighbours as people see them', () => {
    const all = desk.displays;
    expect(neighbourDisplay(all, 'middle', 'left')).toBe('left');
    expect(neighbourDisplay(all, 'middle', 'up')).toBe('above');
    expect(neighbourDisplay(all, 'middle', 'right')).toBe('middle');
    expect(neighbourDisplay(all, null, 'right')).toBe('middle');
    expect(deskPicture({ displays: [], screens: [] })).toBeNull();
  });
});
