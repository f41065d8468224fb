import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { FindingService } from '../services/finding.ts';

export interface FindingCalls {
  readonly finding: Pick<FindingService, 'favour' | 'tag' | 'look' | 'used'>;
}

export function findingHandlers({ finding }: FindingCalls): Handlers<VmsContract>['finding'] {
  return {
    favour: async ({ ids, favourite }) => {
      await finding.favour(ids, favourite);
      return {};
    },
    tag: async ({ ids, tag, tagged }) => {
      await finding.tag(ids, tag, tagged);
      return {};
    },
    look: ({ view, folds }) => {
      finding.look(view, folds);
    },
  };
}
