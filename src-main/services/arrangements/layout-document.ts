/** A layout as the province's contract writes it, and as a wall shows it; pure. */
import type { LayoutDraft } from '../../../src-contract/model/arrangement.ts';
import { layoutShapeSchema } from '../../../src-contract/model/layout.ts';
import type { Grantee, Layout, LayoutTile } from '../../../src-contract/province/schemas.ts';

/** `null` for a document whose tiles overlap or leave its grid: another client's mistake, which must stop nothing here. */
export function draftOfDocument({ name, columns, rows, tiles, hotspot }: Layout): LayoutDraft | null {
  const named = Object.entries(tiles).sort(([one], [other]) => (one < other ? -1 : 1));
  const covered = named.length === 0 ? [] : withRest(columns, rows, named);
  const shape = layoutShapeSchema.safeParse({
    columns,
    rows,
    tiles: covered.map(([, { column, row, columnSpan, rowSpan }]) => ({ column, row, columnSpan, rowSpan })),
  });
  if (!shape.success) return null;
  const hot = covered.findIndex(([id]) => id === hotspot);
  return { name, shape: shape.data, cells: covered.map(([, { cameraId }]) => cameraId), hotspot: hot === -1 ? null : hot };
}

type Named = readonly [id: string, tile: LayoutTile];

/** What no tile covers are empty tiles, as far as there may be more: documents of older clients name only tiles with a camera. */
function withRest(columns: number, rows: number, named: readonly Named[]): readonly Named[] {
  if (named.some(([, { cameraId }]) => cameraId === null)) return named;
  const covers = ({ column, row, columnSpan, rowSpan }: LayoutTile, at: { column: number; row: number }): boolean =>
    at.column >= column && at.column < column + columnSpan && at.row >= row && at.row < row + rowSpan;
  const cells = Array.from({ length: columns * rows }, (_, at) => ({ column: at % columns, row: Math.floor(at / columns) }));
  const bare = cells.filter((cell) => !named.some(([, tile]) => covers(tile, cell)));
  if (named.length + bare.length > 64) return named;
  const empty = bare.map((cell): Named => [`e${cell.row}-${cell.column}`, { ...cell, cameraId: null, columnSpan: 1, rowSpan: 1 }]);
  const inReadingOrder = named.every(([, { columnSpan, rowSpan }]) => columnSpan === 1 && rowSpan === 1);
  const tiles = [...named, ...empty];
  return inReadingOrder ? tiles.sort(([, one], [, other]) => one.row - other.row || one.column - other.column) : tiles;
}

export function documentOfDraft(id: string, owner: Grantee, { name, shape, cells, hotspot }: LayoutDraft): Layout {
  const tileId = (index: number): string => `t${String(index + 1).padStart(2, '0')}`;
  const tiles = shape.tiles.map((tile, index) => [tileId(index), { cameraId: cells[index] ?? null, ...tile }] as const);
  const { columns, rows } = shape;
  return { id, name, owner, columns, rows, tiles: Object.fromEntries(tiles), ...(hotspot === null ? {} : { hotspot: tileId(hotspot) }) };
}

/** The layout as a person may know it: tiles of other cameras look empty. */
export function shownDraft(draft: LayoutDraft, knows: (cameraId: string) => boolean): LayoutDraft {
  return { ...draft, cells: draft.cells.map((id) => (id !== null && knows(id) ? id : null)) };
}

/**
 * What to keep when somebody saves what they were shown: a camera they may not know of keeps its tile where that is
 * still there and empty, and otherwise the next empty one; without an empty tile it is gone, as it would be for anybody.
 */
export function withHidden(saved: LayoutDraft, before: LayoutDraft | null, knows: (cameraId: string) => boolean): LayoutDraft {
  if (before === null) return saved;
  const cells = [...saved.cells];
  const hidden = before.cells.flatMap((id, index) => (id !== null && !knows(id) && !cells.includes(id) ? [{ id, index }] : []));
  for (const { id, index } of hidden) {
    const old = before.shape.tiles[index];
    const same = saved.shape.tiles.findIndex(({ column, row }) => column === old?.column && row === old.row);
    const free = same !== -1 && cells[same] === null ? same : cells.indexOf(null);
    if (free !== -1) cells[free] = id;
  }
  return { ...saved, cells };
}
