/** What keys do in the tree of cameras, by the rules for trees of the ARIA practices; pure. */
import { rowsAbove, type Rows, type TreeRow } from './tree-rows.ts';

export type TreeStep =
  | { readonly kind: 'go'; readonly to: number }
  | { readonly kind: 'open' | 'close'; readonly keys: readonly string[] }
  /** The key is the tree's, but there is nothing to do. */
  | { readonly kind: 'stay' };

const PAGE_ROWS = 12;

/** `null` for keys that move nothing. @param active the row keys act on, −1 before the first touch */
export function treeStep(rows: Rows, active: number, key: string): TreeStep | null {
  const last = rows.length - 1;
  const go = (to: number): TreeStep => (last < 0 ? { kind: 'stay' } : { kind: 'go', to: Math.min(last, Math.max(0, to)) });
  switch (key) {
    case 'ArrowDown':
      return go(active + 1);
    case 'ArrowUp':
      return go(active - 1);
    case 'PageDown':
      return go(active + PAGE_ROWS);
    case 'PageUp':
      return go(active - PAGE_ROWS);
    case 'Home':
      return go(0);
    case 'End':
      return go(last);
    case 'ArrowRight':
      return inwards(rows.at(active), active);
    case 'ArrowLeft':
      return outwards(rows, active);
    case '*':
      return { kind: 'open', keys: siblingsOf(rows, active) };
    default:
      return null;
  }
}

function inwards(row: TreeRow | undefined, active: number): TreeStep {
  if (row?.kind !== 'node') return { kind: 'stay' };
  return row.open ? { kind: 'go', to: active + 1 } : { kind: 'open', keys: [row.key] };
}

function outwards(rows: Rows, active: number): TreeStep {
  const row = rows.at(active);
  if (row?.kind === 'node' && row.open) return { kind: 'close', keys: [row.key] };
  const parent = rowsAbove(rows, active).at(-1);
  return parent === undefined ? { kind: 'stay' } : { kind: 'go', to: parent };
}

/** Closed nodes beside the active row. */
function siblingsOf(rows: Rows, active: number): readonly string[] {
  const parent = rows.at(active)?.parent;
  if (parent === undefined) return [];
  return rows.slice(0, rows.length).flatMap((row) => (row.kind === 'node' && row.parent === parent && !row.open ? [row.key] : []));
}

/** The next row after the active one whose words begin with what was typed, around the end; −1: none. */
export function rowByTyping(rows: Rows, active: number, typed: string, foldedNameOf: (row: TreeRow) => string): number {
  // While the same word is being typed on, the row it led to may still be the one.
  const start = typed.length === 1 ? active + 1 : Math.max(0, active);
  for (let step = 0; step < rows.length; step += 1) {
    const at = (start + step) % rows.length;
    const row = rows.at(at);
    if (row !== undefined && foldedNameOf(row).startsWith(typed)) return at;
  }
  return -1;
}
