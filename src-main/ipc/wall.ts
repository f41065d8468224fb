import { VmsError } from '../../src-contract/errors.ts';
import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
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
}

export function wallHandlers({ wall, screens, access, finding }: WallCalls): Handlers<VmsContract>['wall'] {
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
      if (screens.windowOf(screen) === null) throw new VmsError('not-found', 'screen-not-open', { screen });
      await wall.place(screen, cell, cameraId);
      return {};
    },
  };
}
