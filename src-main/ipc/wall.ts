import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { WallService } from '../services/wall.ts';

export interface WallCalls {
  readonly wall: Pick<WallService, 'save'>;
}

export function wallHandlers({ wall }: WallCalls): Handlers<VmsContract>['wall'] {
  return {
    save: async ({ wall: changed }) => {
      await wall.save(changed);
      return {};
    },
  };
}
