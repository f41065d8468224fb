/** The areas and units windows are told of: those of the cameras the person at the seat may know of, and nothing beside. */
import type { Camera } from '../../../src-contract/model/camera.ts';
import type { ShownArea, ShownUnit, Territory } from '../../../src-contract/model/territory.ts';
import { Emitter } from '../../base/disposable.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { words } from '../configuration/shown-camera.ts';

export interface KnownTerritoryNeeds {
  readonly cameras: { list(): readonly Camera[] };
  readonly configuration: Pick<Configuration, 'areaAt' | 'units'>;
}

export class KnownTerritory {
  readonly changed = new Emitter<Territory>();
  readonly #needs: KnownTerritoryNeeds;
  #told: string;

  constructor(needs: KnownTerritoryNeeds) {
    this.#needs = needs;
    this.#told = JSON.stringify(this.current());
  }

  current(): Territory {
    return territoryOf(this.#needs.cameras.list(), this.#needs.configuration);
  }

  /** To be called when cameras, rights, areas or units may be others than before. */
  recheck(): void {
    const territory = this.current();
    const told = JSON.stringify(territory);
    if (told === this.#told) return;
    this.#told = told;
    this.changed.emit(territory);
  }
}

/** In the order of their paths and ids. What the configuration has no name for is left out: windows say then that the area is unknown, and show the id of a unit. */
export function territoryOf(cameras: readonly Camera[], configuration: KnownTerritoryNeeds['configuration']): Territory {
  const paths = new Set<string>();
  const unitIds = new Set<string>();
  for (const { province } of cameras) {
    if (province === undefined) continue;
    unitIds.add(province.unitId);
    for (const path of pathsTo(province.areaPath)) paths.add(path);
  }
  return {
    areas: [...paths].sort().flatMap((path): readonly ShownArea[] => {
      const area = configuration.areaAt(path);
      if (area === null) return [];
      const aliases = area.aliases.map((alias) => words(alias, '')).filter((alias) => alias !== '');
      return [{ path, kind: area.kind, name: words(area.name, path), aliases }];
    }),
    units: [...unitIds].sort().flatMap((id): readonly ShownUnit[] => {
      const unit = configuration.units.get(id)?.document;
      return unit === undefined ? [] : [{ id, kind: unit.kind, name: words(unit.name, id) }];
    }),
  };
}

/** `19`, `19/05443`, `19/05443/to-12`. */
function pathsTo(path: string): readonly string[] {
  const segments = path.split('/');
  return segments.map((_, at) => segments.slice(0, at + 1).join('/'));
}
