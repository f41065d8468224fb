import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { Access } from '../services/access/access.ts';
import type { OutageLog } from '../services/outage-log.ts';

export interface OutageCalls {
  readonly outages: Pick<OutageLog, 'list'>;
  readonly access: Pick<Access, 'knows'>;
}

export function outageHandlers({ outages, access }: OutageCalls): Handlers<VmsContract>['outages'] {
  return {
    list: async (span) => {
      const found = await outages.list(span);
      const isKnown = ({ cameraId }: { readonly cameraId: string }): boolean => access.knows(cameraId);
      return { outages: found.outages.filter(isKnown), truncated: found.truncated, totals: found.totals.filter(isKnown) };
    },
  };
}
