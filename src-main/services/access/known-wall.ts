/** The wall as a person may know it; pure. What they may not know keeps its place for whoever may. */
import type { Wall } from '../../../src-contract/model/wall.ts';

export function shownWall(wall: Wall, knows: (cameraId: string) => boolean): Wall {
  const cells = wall.cells.map((id) => (id !== null && knows(id) ? id : null));
  const enlarged = wall.enlarged === null || cells[wall.enlarged] === null ? null : wall.enlarged;
  return { ...wall, cells, enlarged };
}

/** What to store when somebody saves the wall they were shown: a cell that looked empty and was left so keeps its camera. */
export function savedWall(stored: Wall, saved: Wall, knows: (cameraId: string) => boolean): Wall {
  const placed = new Set(saved.cells);
  const cells = saved.cells.map((id, cell) => {
    const before = stored.cells[cell] ?? null;
    return id === null && before !== null && !knows(before) && !placed.has(before) ? before : id;
  });
  return { ...saved, cells };
}
