/** Which rows of the camera list are selected and which one keys act on; pure. */
import { camerasUnder } from '../../lib/finding/camera-tree.ts';
import { camerasBetween, type Rows, type TreeRow } from '../../lib/finding/tree-rows.ts';

export interface ListSelection {
  /** Key of the row that keys act on, `null` before the first touch. */
  readonly active: string | null;
  /** Row a Shift selection started from. */
  readonly anchor: string | null;
  /** Ids of cameras. */
  readonly selected: ReadonlySet<string>;
}

export const noSelection: ListSelection = { active: null, anchor: null, selected: new Set() };

export const indexOf = (rows: Rows, key: string | null): number => (key === null ? -1 : rows.indexOf(key));

export type SelectMode = 'only' | 'toggle' | 'range';

/** A click or an arrow key on a row. Nodes can be active but are never selected. */
export function selectRow(selection: ListSelection, rows: Rows, at: number, mode: SelectMode): ListSelection {
  const row = rows.at(at);
  if (row === undefined) return selection;
  const { key } = row;
  if (mode === 'range') {
    const from = indexOf(rows, selection.anchor);
    return { ...selection, active: key, selected: new Set(camerasBetween(rows, from < 0 ? at : from, at)) };
  }
  if (row.kind === 'node') return { ...selection, active: key, anchor: key };
  if (mode === 'only') return { active: key, anchor: key, selected: new Set([row.camera.id]) };
  const selected = new Set(selection.selected);
  if (!selected.delete(row.camera.id)) selected.add(row.camera.id);
  return { active: key, anchor: key, selected };
}

/** Cameras an action on a row means: all below a node; the whole selection when the camera is in it, else that one alone; in list order. */
export function actionTargets(selection: ListSelection, rows: Rows, row: TreeRow): readonly string[] {
  if (row.kind === 'node') return camerasUnder(row.node);
  if (!selection.selected.has(row.camera.id)) return [row.camera.id];
  const chosen = rows
    .slice(0, rows.length)
    .flatMap((other) => (other.kind === 'camera' && selection.selected.has(other.camera.id) ? [other.camera.id] : []));
  return [...new Set(chosen)];
}
