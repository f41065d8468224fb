import type { ShownArea, ShownUnit, Territory } from '../../../src-contract/model/territory.ts';

/** Names of areas and units by path and id. */
export interface TerritoryNames {
  readonly area: (path: string) => ShownArea | null;
  readonly unit: (id: string) => ShownUnit | null;
  /** From the commune down; the province itself, in which all lie, is left out. */
  readonly areasTo: (path: string) => readonly ShownArea[];
}

export function territoryNames({ areas, units }: Territory): TerritoryNames {
  const byPath = new Map(areas.map((area) => [area.path, area]));
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const area = (path: string): ShownArea | null => byPath.get(path) ?? null;
  return {
    area,
    unit: (id) => byId.get(id) ?? null,
    areasTo: (path) =>
      pathsTo(path)
        .slice(1)
        .flatMap((one) => area(one) ?? []),
  };
}

/** `19`, `19/05443`, `19/05443/to-12`. */
export function pathsTo(path: string): readonly string[] {
  const segments = path.split('/');
  return segments.map((_, at) => segments.slice(0, at + 1).join('/'));
}
