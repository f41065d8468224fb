/** The cameras windows are told of: those of the directory that the person at the seat may know of. */
import type { Camera } from '../../../src-contract/model/camera.ts';
import { Emitter } from '../../base/disposable.ts';

interface Change {
  readonly upserted: readonly Camera[];
  readonly removed: readonly string[];
}

export interface KnownCamerasNeeds {
  readonly directory: { list(): readonly Camera[] };
  readonly knows: (cameraId: string) => boolean;
}

export class KnownCameras {
  readonly changed = new Emitter<Change>();
  readonly #needs: KnownCamerasNeeds;
  #told: ReadonlySet<string>;

  constructor(needs: KnownCamerasNeeds) {
    this.#needs = needs;
    this.#told = idsOf(this.list());
  }

  list(): Camera[] {
    return this.#needs.directory.list().filter(({ id }) => this.#needs.knows(id));
  }

  directoryChanged({ upserted, removed }: Change): void {
    const shown = upserted.filter(({ id }) => this.#needs.knows(id));
    const hidden = upserted.filter(({ id }) => this.#told.has(id) && !this.#needs.knows(id)).map(({ id }) => id);
    const gone = [...removed.filter((id) => this.#told.has(id)), ...hidden];
    this.#tell({ upserted: shown, removed: gone }, without(new Set([...this.#told, ...idsOf(shown)]), gone));
  }

  rightsChanged(): void {
    const list = this.list();
    const known = idsOf(list);
    const removed = [...this.#told].filter((id) => !known.has(id));
    this.#tell({ upserted: list.filter(({ id }) => !this.#told.has(id)), removed }, known);
  }

  #tell(change: Change, told: ReadonlySet<string>): void {
    this.#told = told;
    if (change.upserted.length > 0 || change.removed.length > 0) this.changed.emit(change);
  }
}

const idsOf = (cameras: readonly Camera[]): ReadonlySet<string> => new Set(cameras.map(({ id }) => id));

function without(ids: Set<string>, gone: readonly string[]): ReadonlySet<string> {
  for (const id of gone) ids.delete(id);
  return ids;
}
