/** Makes the program one of a province while it runs: its cameras, its wall, its names, and sync over all of them. */
import { z } from 'zod';
import { FIRST_SCREEN, screenNumberSchema } from '../../../src-contract/model/screen.ts';
import { readStoredWall } from '../../../src-contract/model/wall.ts';
import { DisposableStore, type Disposable } from '../../base/disposable.ts';
import type { ScreenWall } from '../../cache/queries/wall-and-settings.ts';
import type { CameraInventory, CurrentInventory } from '../camera-inventory.ts';
import type { ConfigurationMemory } from '../configuration/configuration-memory.ts';
import type { Remembered } from '../remembered.ts';
import type { CurrentSession } from '../session/current-session.ts';
import type { WallService } from '../wall.ts';
import type { Member, OpenedMember } from './open-member.ts';
import type { SyncService } from './sync-service.ts';

export interface JoiningNeeds {
  readonly open: (member: Member) => Promise<OpenedMember>;
  readonly sync: SyncService;
  readonly cameras: CurrentInventory;
  readonly ownCameras: CameraInventory;
  readonly wall: WallService;
  readonly memory: ConfigurationMemory;
  readonly remembered: Remembered;
  readonly seat: Pick<CurrentSession, 'changed' | 'nameBy'>;
}

const JOINED = 'sync.joined-as';
/** The walls of its own cameras; older programs had one screen and kept its wall alone. */
const OWN_WALLS = 'walls.own';
const OWN_WALL = 'wall.own';
const ownWallsSchema = z.array(z.object({ screen: screenNumberSchema, wall: z.unknown() }));

/** Whether this profile was a member when it ran last: then the wall's cells are of cameras that are not here yet. */
export const wasMember = (remembered: Remembered): boolean => remembered.get(JOINED, z.uuid()) !== null;

export class Joining {
  readonly #needs: JoiningNeeds;
  #opened: OpenedMember | null = null;
  #owned = new DisposableStore();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(needs: JoiningNeeds) {
    this.#needs = needs;
  }

  /** Also for a member that is told another address of the same province. Rejects when `config.db` cannot be made. */
  join(member: Member): Promise<void> {
    return this.#serially(async () => {
      await this.#close();
      const { sync, cameras, remembered } = this.#needs;
      const before = remembered.get(JOINED, z.uuid());
      const opened = await this.#needs.open(member);
      this.#opened = opened;
      if (before !== member.deviceId) await this.#arrive(opened, member.deviceId, before === null);
      this.#follow(opened);
      cameras.use(opened.cameras);
      sync.use(opened.sync);
      opened.start();
    });
  }

  /** Cameras and edits of the province it belongs to now; `null`: of none. */
  province(): Pick<OpenedMember, 'cameras' | 'edits'> | null {
    return this.#opened;
  }

  /** A newer configuration is said to be there. */
  wake(): void {
    this.#opened?.sync.wake();
  }

  /** The workstation belongs to no province any more; nothing of it stays but what it recorded. */
  leave(): Promise<void> {
    return this.#serially(async () => {
      const { remembered, wall, cameras, ownCameras } = this.#needs;
      cameras.use(ownCameras);
      await this.#opened?.forget();
      await this.#close();
      await remembered.keep(JOINED, null);
      await wall.replaceAll(ownWalls(remembered));
    });
  }

  close(): Promise<void> {
    return this.#serially(() => this.#close());
  }

  /** The walls of its own cameras are kept aside; what was another province's goes. */
  async #arrive(opened: OpenedMember, deviceId: string, fromStandalone: boolean): Promise<void> {
    const { remembered, wall } = this.#needs;
    if (fromStandalone) await remembered.keep(OWN_WALLS, wall.all());
    await opened.forget();
    await wall.replaceAll([]);
    await remembered.keep(JOINED, deviceId);
  }

  #follow({ sync }: OpenedMember): void {
    const { seat, memory } = this.#needs;
    this.#owned = new DisposableStore();
    this.#owned.add(nameSeat(seat, memory));
    this.#owned.add(
      seat.changed.on(() => {
        sync.sessionChanged();
      }),
    );
  }

  async #close(): Promise<void> {
    const { sync } = this.#needs;
    this.#owned.dispose();
    sync.use(null);
    const opened = this.#opened;
    this.#opened = null;
    await opened?.close();
  }

  #serially(act: () => Promise<void>): Promise<void> {
    const result = this.#turn.then(act);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

function ownWalls(remembered: Remembered): readonly ScreenWall[] {
  const kept = remembered.get(OWN_WALLS, ownWallsSchema) ?? [{ screen: FIRST_SCREEN, wall: remembered.get(OWN_WALL, z.unknown()) }];
  return kept.flatMap(({ screen, wall: stored }) => {
    const wall = readStoredWall(stored);
    return wall === null ? [] : [{ screen, wall }];
  });
}

/** Units and roles by their names; by their ids while the configuration has none. */
function nameSeat(seat: Pick<CurrentSession, 'nameBy'>, memory: ConfigurationMemory): Disposable {
  const name = (): void => {
    const { roles } = memory.rightsData();
    const { units } = memory;
    seat.nameBy({ unit: (id) => units.get(id)?.document.name ?? id, role: (id) => roles.get(id)?.name ?? id });
  };
  name();
  return memory.changed.on((changes) => {
    if (changes.some(({ type }) => type === 'unit' || type === 'role')) name();
  });
}
