/** What the camera list shows, as flat rows for a virtual list; pure, so that 10,000 cameras cost no DOM. */
import type { Camera } from '../../src-contract/model/camera.ts';

export type CameraRow =
  | { readonly kind: 'area'; readonly area: string; readonly count: number; readonly folded: boolean }
  | { readonly kind: 'camera'; readonly camera: Camera; readonly position: number; readonly siblings: number };

export interface RowOptions {
  readonly grouped: boolean;
  readonly foldedAreas: ReadonlySet<string>;
}

const vietnameseOrder = new Intl.Collator('vi', { numeric: true, sensitivity: 'variant' });

/** Order of the list everywhere: by the number operators call. */
export function byNumber(left: Camera, right: Camera): number {
  return left.number - right.number || vietnameseOrder.compare(left.name, right.name);
}

const cameraRows = (cameras: readonly Camera[]): CameraRow[] =>
  cameras.map((camera, index) => ({ kind: 'camera', camera, position: index + 1, siblings: cameras.length }));

/** Areas in Vietnamese alphabetical order, cameras without one last; within an area the given order is kept. */
export function listRows(cameras: readonly Camera[], options: RowOptions): readonly CameraRow[] {
  if (!options.grouped) return cameraRows(cameras);
  const areas = new Map<string, Camera[]>();
  for (const camera of cameras) {
    const area = areas.get(camera.area);
    if (area === undefined) areas.set(camera.area, [camera]);
    else area.push(camera);
  }
  const named = [...areas].sort(([left], [right]) => {
    if (left === '' || right === '') return left === '' ? 1 : -1;
    return vietnameseOrder.compare(left, right);
  });
  return named.flatMap(([area, members]): CameraRow[] => {
    const folded = options.foldedAreas.has(area);
    return [{ kind: 'area', area, count: members.length, folded }, ...(folded ? [] : cameraRows(members))];
  });
}

/** The cameras from one row to another, both included, as Shift selects them. */
export function camerasBetween(rows: readonly CameraRow[], from: number, to: number): readonly string[] {
  const [first, last] = from < to ? [from, to] : [to, from];
  return rows.slice(first, last + 1).flatMap((row) => (row.kind === 'camera' ? [row.camera.id] : []));
}
