import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { OutageLog } from '../services/outage-log.ts';

export interface OutageCalls {
  readonly outages: Pick<OutageLog, 'list'>;
}

export function outageHandlers({ outages }: OutageCalls): Handlers<VmsContract>['outages'] {
  return {
    list: async (span) => {
      const found = await outages.list(span);
      return { outages: [...found.outages], truncated: found.truncated, totals: [...found.totals] };
    },
  };
}
