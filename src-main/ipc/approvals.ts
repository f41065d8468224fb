import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { Approvals } from '../services/approvals/approvals.ts';

export interface ApprovalCalls {
  readonly approvals: Pick<Approvals, 'ask' | 'use' | 'approve' | 'reject' | 'here' | 'look'>;
}

export function approvalHandlers({ approvals }: ApprovalCalls): Handlers<VmsContract>['approvals'] {
  return {
    ask: ({ act, cameraId, reason }, { windowId }) => approvals.ask({ act, cameraId, reason }, windowId),
    use: async ({ id }) => {
      await approvals.use(id);
      return {};
    },
    approve: async ({ id, reason }) => {
      await approvals.approve(id, reason);
      return {};
    },
    reject: async ({ id, reason }) => {
      await approvals.reject(id, reason);
      return {};
    },
    here: async ({ act, cameraId, reason, ...login }, { windowId }) => {
      await approvals.here({ act, cameraId, reason }, login, windowId);
      return {};
    },
    look: () => approvals.look(),
  };
}
