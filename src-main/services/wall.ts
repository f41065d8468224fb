/** The current walls: which camera stands in which cell of which screen. */
import { VmsError } from '../../src-contract/errors.ts';
import { regularCounts, regularShape } from '../../src-contract/model/layout.ts';
import type { ScreenNumber } from '../../src-contract/model/screen.ts';
import { emptyWall, shownCells, tileCount, type Wall } from '../../src-contract/model/wall.ts';
import { Emitter } from '../base/disposable.ts';
import type { QueryRunner } from '../cache/local-database.ts';
import type { ScreenWall } from '../cache/queries/wall-and-settings.ts';

export class WallService {
  readonly changed = new Emitter<ScreenWall>();
  readonly #storage: QueryRunner;
  readonly #walls: Map<ScreenNumber, Wall>;

  constructor(storage: QueryRunner, walls: readonly ScreenWall[]) {
    this.#storage = storage;
    this.#walls = new Map(walls.map(({ screen, wall }) => [screen, wall]));
  }

  /** Cells whose camera is gone come up empty. */
  static async load(storage: QueryRunner, exists: (cameraId: string) => boolean): Promise<WallService> {
    const stored = await storage.query('readWalls');
    return new WallService(
      storage,
      stored.map(({ screen, wall }) => ({ screen, wall: withoutCameras(wall, (id) => !exists(id)) })),
    );
  }

  /** Empty on a screen that has had none yet. */
  current(screen: ScreenNumber): Wall {
    return this.#walls.get(screen) ?? emptyWall;
  }

  /** Of every screen that ever had one, open or not. */
  all(): readonly ScreenWall[] {
    return [...this.#walls].map(([screen, wall]) => ({ screen, wall }));
  }

  /** Rejects as storage does, with nothing changed. */
  async save(screen: ScreenNumber, wall: Wall): Promise<void> {
    await this.#storage.query('storeWall', { screen, wall });
    this.#walls.set(screen, wall);
    this.changed.emit({ screen, wall });
  }

  /** One camera into one tile. Rejects `not-found` where the screen has no such tile, else as `save`. */
  async place(screen: ScreenNumber, cell: number, cameraId: string): Promise<void> {
    const wall = this.current(screen);
    const tiles = tileCount(wall);
    if (cell >= tiles) throw new VmsError('not-found', 'tile-not-there', { tile: cell + 1, screen, tiles });
    await this.save(screen, { ...wall, cells: wall.cells.map((id, at) => (at === cell ? cameraId : id)) });
  }

  /** These instead of all there are; screens not among them come up empty. */
  async replaceAll(walls: readonly ScreenWall[]): Promise<void> {
    const named = new Set(walls.map(({ screen }) => screen));
    const emptied = [...this.#walls.keys()].filter((screen) => !named.has(screen)).map((screen) => ({ screen, wall: emptyWall }));
    for (const { screen, wall } of [...walls, ...emptied]) await this.save(screen, wall);
  }

  /** Empties the cells of these cameras on every screen; the result puts them back where the cell is still free. */
  async clearCameras(ids: ReadonlySet<string>): Promise<() => Promise<void>> {
    const concerned = this.all().filter(({ wall }) => wall.cells.some((id) => id !== null && ids.has(id)));
    for (const { screen, wall } of concerned)
      await this.save(
        screen,
        withoutCameras(wall, (id) => ids.has(id)),
      );
    return async () => {
      for (const { screen, wall: before } of concerned) {
        const now = this.current(screen);
        const cells = now.cells.map((id, cell) => id ?? restoredCell(before.cells[cell], ids, now));
        await this.save(screen, { ...now, cells });
      }
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
