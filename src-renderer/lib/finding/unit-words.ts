/** What to call the unit that manages a camera. */
import type { Camera } from '../../../src-contract/model/camera.ts';
import type { TerritoryNames } from './territory-names.ts';

/** What the province calls a camera's unit; `null` where no name of it has reached this workstation, only its id. */
export function unitName({ unit, unitId }: NonNullable<Camera['province']>, names: TerritoryNames): string | null {
  return names.unit(unitId)?.name ?? (unit === unitId ? null : unit);
}

/**
 * `Sở Y tế`; nothing for a workstation's own camera. Of a unit without a name it is said that it is unknown: an id alone
 * tells an operator nothing.
 *
 * @param unknown words for a unit without a name, with its id in them
 */
export function unitWords({ province }: Pick<Camera, 'province'>, names: TerritoryNames, unknown: (id: string) => string): string {
  if (province === undefined) return '';
  return unitName(province, names) ?? unknown(province.unitId);
}
