import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { Access } from '../services/access/access.ts';
import { savedWall } from '../services/access/known-wall.ts';
import type { WallService } from '../services/wall.ts';

export interface WallCalls {
  readonly wall: Pick<WallService, 'current' | 'save'>;
  readonly access: Pick<Access, 'knows'>;
}

export function wallHandlers({ wall, access }: WallCalls): Handlers<VmsContract>['wall'] {
  return {
    save: async ({ wall: changed }) => {
      await wall.save(savedWall(wall.current(), changed, (id) => access.knows(id)));
      return {};
    },
  };
}
