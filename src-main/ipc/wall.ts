import { VmsError } from '../../src-contract/errors.ts';
import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { ScreenNumber } from '../../src-contract/model/screen.ts';
import type { HandedCamera } from '../../src-contract/model/tile-exchange.ts';
import { tileCount } from '../../src-contract/model/wall.ts';
import type { Access } from '../services/access/access.ts';
import { savedWall } from '../services/access/known-wall.ts';
import type { FindingService } from '../services/finding.ts';
import type { OpenScreens } from '../services/screens/open-screens.ts';
import type { WallService } from '../services/wall.ts';

export interface WallCalls {
  readonly wall: Pick<WallService, 'current' | 'place' | 'save'>;
  readonly screens: Pick<OpenScreens, 'of' | 'windowOf'>;
  readonly access: Pick<Access, 'knows'>;
  readonly finding: Pick<FindingService, 'used'>;
  /** Tells a window that one of its tiles changes cameras with a tile of another screen. */
  readonly handOver: (windowId: string, handed: HandedCamera) => void;
}

export function wallHandlers({ wall, screens, access, finding, handOver }: WallCalls): Handlers<VmsContract>['wall'] {
  const windowOf = (screen: ScreenNumber): string => {
    const windowId = screens.windowOf(screen);
    if (windowId === null) throw new VmsError('not-found', 'screen-not-open', { screen });
    return windowId;
  };
  return {
    save: async ({ wall: changed }, { windowId }) => {
      const screen = screens.of(windowId);
      const before = new Set(wall.current(screen).cells);
      await wall.save(
        screen,
        savedWall(wall.current(screen), changed, (id) => access.knows(id)),
      );
      finding.used(changed.cells.flatMap((id) => (id === null || before.has(id) ? [] : [id])));
      return {};
    },
    place: async ({ screen, cell, cameraId }) => {
      windowOf(screen);
      await wall.place(screen, cell, cameraId);
      return {};
    },
    exchange: ({ screen, fromCell, ...end }, { windowId }) => {
      const told = windowOf(screen);
      const tiles = tileCount(wall.current(screen));
      if (end.cell >= tiles) throw new VmsError('not-found', 'tile-not-there', { tile: end.cell + 1, screen, tiles });
      handOver(told, { ...end, from: { screen: screens.of(windowId), cell: fromCell } });
      return {};
    },
  };
}
