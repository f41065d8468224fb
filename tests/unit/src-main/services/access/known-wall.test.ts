import { expect, it } from 'vitest';
import { emptyWall, type Wall } from '../../../../../src-contract/model/wall.ts';
import { savedWall, shownWall } from '../../../../../src-main/services/access/known-wall.ts';

const wallOf = (...first: (string | null)[]): Wall => ({ ...emptyWall, cells: emptyWall.cells.map((_, cell) => first[cell] ?? null) });
const knows = (id: string): boolean => !id.startsWith('hidden');

it('shows cells of unknown cameras empty, and nothing enlarged there', () => {
  expect(shownWall({ ...wallOf('a', 'hidden'), enlarged: 1 }, knows)).toEqual(wallOf('a', null));
  expect(shownWall({ ...wallOf('a', 'hidden'), enlarged: 0 }, knows)).toEqual({ ...wallOf('a'), enlarged: 0 });
});

it('keeps the places of unknown cameras through what others save, unless they are used', () => {
  const stored = wallOf('a', 'hidden-1', 'hidden-2', 'b');
  expect(savedWall(stored, wallOf('a', null, 'c', null), knows)).toEqual(wallOf('a', 'hidden-1', 'c', null));
});

it('is exactly what was saved where everything is known', () => {
  const saved = { ...wallOf('x', null, 'y'), enlarged: 2 };
  expect(savedWall(wallOf('a', 'b', 'c'), saved, () => true)).toEqual(saved);
});
