/** What to call the area a camera stands in. */
import type { Camera } from '../../../src-contract/model/camera.ts';
import { pathsTo, type TerritoryNames } from './territory-names.ts';

const BETWEEN = ' · ';

/**
 * `P. Phan Đình Phùng · Tổ dân phố 12` by the province's names; a workstation's own camera as it is written.
 * Where the names end, what is left is said to be unknown: a code alone tells an operator nothing.
 *
 * @param unknown words for an area without a name, with its path in them
 */
export function areaWords(camera: Pick<Camera, 'area' | 'province'>, names: TerritoryNames, unknown: (path: string) => string): string {
  if (camera.province === undefined) return camera.area;
  const { areaPath } = camera.province;
  const paths = pathsTo(areaPath);
  const below = paths.length > 1 ? paths.slice(1) : paths;
  const known = below.map((path) => names.area(path)?.name ?? null);
  const end = known.indexOf(null);
  return end === -1 ? known.join(BETWEEN) : [...known.slice(0, end), unknown(areaPath)].join(BETWEEN);
}
