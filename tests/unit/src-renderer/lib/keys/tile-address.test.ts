import { expect, it } from 'vitest';
import { addressOf, outcomeOf, typedOn, type Addressable } from '../../../../../src-renderer/lib/keys/tile-address.ts';

const type = (signs: string): string => Array.from(signs).reduce(typedOn, '');
const there: Addressable<string> = {
  ...{ screen: 1, screens: [1, 2], tiles: 9, selected: 3, mayPlace: true },
  camera: (number) => (number === 1109 ? 'Cầu Gia Bảy' : undefined),
};
const enter = (signs: string, changes: Partial<Addressable<string>> = {}) => {
  const address = addressOf(type(signs));
  return address === null ? null : outcomeOf(address, { ...there, ...changes });
};

it('reads camera, tile and camera, and screen, tile and camera, with point or dash', () => {
  expect(addressOf(type('1109'))).toEqual({ kind: 'camera', camera: 1109 });
  expect(addressOf(type('5.1109'))).toEqual({ kind: 'tile-camera', tile: 5, camera: 1109 });
  expect(addressOf(type('2-5.1109'))).toEqual({ kind: 'screen-tile-camera', screen: 2, tile: 5, camera: 1109 });
  expect(addressOf(type('5.'))).toEqual({ kind: 'tile', tile: 5 });
  expect(addressOf('')).toBeNull();
});

it('takes no sign that cannot follow', () => {
  expect(type('-5')).toBe('5');
  expect(type('2--5')).toBe('2-5');
  expect(type('2-5-7-9')).toBe('2-5-79');
  expect(type('12345678')).toBe('123456');
});

it('says what Enter will do', () => {
  expect(enter('1109')).toEqual({ kind: 'place', screen: 1, here: true, cell: 3, camera: 'Cầu Gia Bảy' });
  expect(enter('5-1109')).toMatchObject({ kind: 'place', here: true, cell: 4 });
  expect(enter('2-5-1109')).toEqual({ kind: 'place', screen: 2, here: false, cell: 4, camera: 'Cầu Gia Bảy' });
  expect(enter('1-5-1109')).toMatchObject({ kind: 'place', here: true, cell: 4 });
  expect(enter('7-')).toEqual({ kind: 'select', cell: 6 });
});

it('says why it cannot', () => {
  expect(enter('12')).toEqual({ kind: 'no-camera', number: 12 });
  expect(enter('12-1109')).toEqual({ kind: 'no-tile', tile: 12, tiles: 9 });
  expect(enter('0-1109')).toEqual({ kind: 'no-tile', tile: 0, tiles: 9 });
  expect(enter('2-12-1109')).toMatchObject({ kind: 'place', screen: 2, cell: 11 });
  expect(enter('2-65-1109')).toMatchObject({ kind: 'no-tile' });
  expect(enter('3-1-1109')).toEqual({ kind: 'no-screen', screen: 3, screens: [1, 2] });
  expect(enter('2-5-')).toEqual({ kind: 'incomplete' });
  expect(enter('1109', { mayPlace: false })).toEqual({ kind: 'denied' });
});
