/** Which rows of the camera list are selected and which one keys act on; pure. */
import { camerasBetween, type CameraRow } from '../../stores/camera-rows.ts';

export interface ListSelection {
  /** Key of the row that keys act on, `null` before the first touch. */
  readonly active: string | null;
  /** Row a Shift selection started from. */
  readonly anchor: string | null;
  readonly selected: ReadonlySet<string>;
}

export const noSelection: ListSelection = { active: null, anchor: null, selected: new Set() };

/** One key per row: camera ids and area names cannot collide. */
export const rowKey = (row: CameraRow): string => (row.kind === 'area' ? `area:${row.area}` : row.camera.id);

export const indexOf = (rows: readonly CameraRow[], key: string | null): number =>
  key === null ? -1 : rows.findIndex((row) => rowKey(row) === key);

export type SelectMode = 'only' | 'toggle' | 'range';

/** A click or an arrow key on a row. Areas can be active but are never selected. */
export function selectRow(selection: ListSelection, rows: readonly CameraRow[], at: number, mode: SelectMode): ListSelection {
  const row = rows[at];
  if (row === undefined) return selection;
  const key = rowKey(row);
  if (mode === 'range') {
    const from = indexOf(rows, selection.anchor);
    return { ...selection, active: key, selected: new Set(camerasBetween(rows, from < 0 ? at : from, at)) };
  }
  if (row.kind === 'area') return { ...selection, active: key, anchor: key };
  if (mode === 'only') return { active: key, anchor: key, selected: new Set([key]) };
  const selected = new Set(selection.selected);
  if (!selected.delete(key)) selected.add(key);
  return { active: key, anchor: key, selected };
}

/** Cameras an action on a row means: the whole selection when the row is in it, else that row alone; in list order. */
export function actionTargets(selection: ListSelection, rows: readonly CameraRow[], row: CameraRow): readonly string[] {
  if (row.kind === 'area')
    return rows.flatMap((other) => (other.kind === 'camera' && other.camera.area === row.area ? [other.camera.id] : []));
  if (!selection.selected.has(row.camera.id)) return [row.camera.id];
  return rows.flatMap((other) => (other.kind === 'camera' && selection.selected.has(other.camera.id) ? [other.camera.id] : []));
}
