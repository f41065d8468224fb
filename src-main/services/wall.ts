/** The current wall: which camera stands in which cell. */
import { regularCounts, regularShape } from '../../src-contract/model/layout.ts';
import { emptyWall, shownCells, type Wall } from '../../src-contract/model/wall.ts';
import { Emitter } from '../base/disposable.ts';
import type { QueryRunner } from '../cache/local-database.ts';

export class WallService {
  readonly changed = new Emitter<Wall>();
  readonly #storage: QueryRunner;
  #current: Wall;

  constructor(storage: QueryRunner, current: Wall) {
    this.#storage = storage;
    this.#current = current;
  }

  /** Cells whose camera is gone come up empty. */
  static async load(storage: QueryRunner, exists: (cameraId: string) => boolean): Promise<WallService> {
    const stored = (await storage.query('readWall')) ?? emptyWall;
    return new WallService(
      storage,
      withoutCameras(stored, (id) => !exists(id)),
    );
  }

  current(): Wall {
    return this.#current;
  }

  /** Rejects as storage does, with nothing changed. */
  async save(wall: Wall): Promise<void> {
    await this.#storage.query('storeWall', wall);
    this.#current = wall;
    this.changed.emit(wall);
  }

  /** Empties the cells of these cameras; the result puts them back where the cell is still free. */
  async clearCameras(ids: ReadonlySet<string>): Promise<() => Promise<void>> {
    const before = this.#current;
    if (!before.cells.some((id) => id !== null && ids.has(id))) return () => Promise.resolve();
    await this.save(withoutCameras(before, (id) => ids.has(id)));
    return async () => {
      const cells = this.#current.cells.map((id, cell) => id ?? restoredCell(before.cells[cell], ids, this.#current));
      await this.save({ ...this.#current, cells });
    };
  }
}

/** The wall of the first cameras, in the smallest square that holds `count`. */
export function filledWall(cameraIds: readonly string[], count: number): Wall {
  const shape = regularShape(regularCounts.find((size) => size >= count) ?? 64);
  const cells = emptyWall.cells.map((_, cell) => (cell < count ? (cameraIds[cell] ?? null) : null));
  return { ...emptyWall, shape, cells };
}

/** Whether a camera stands in a cell that can be seen. */
export const isOnGlass = (wall: Wall, cameraId: string): boolean => shownCells(wall).includes(cameraId);

export const isEmptyWall = (wall: Wall): boolean => wall.cells.every((id) => id === null);

function restoredCell(was: string | null | undefined, ids: ReadonlySet<string>, wall: Wall): string | null {
  return was !== null && was !== undefined && ids.has(was) && !wall.cells.includes(was) ? was : null;
}

function withoutCameras(wall: Wall, gone: (id: string) => boolean): Wall {
  const cells = wall.cells.map((id) => (id === null || gone(id) ? null : id));
  const enlarged = wall.enlarged === null || cells[wall.enlarged] === null ? null : wall.enlarged;
  return { ...wall, cells, enlarged };
}
