import type { ApprovalsState, ApprovalView } from '../../../src-contract/model/approvals.ts';
import type { OpenedAct } from '../../../src-contract/model/privacy.ts';
import type { MarkShape } from '../../ui/StateMark.tsx';

/** By shape and word, never by colour alone. */
export const stateShapes: Readonly<Record<ApprovalView['state'], MarkShape>> = {
  waiting: 'ring',
  approved: 'dot',
  refused: 'cross',
  used: 'dot',
  expired: 'ring',
};

/** The request of this seat for that act on that camera which still means something. */
export function askedFor({ mine }: ApprovalsState, act: OpenedAct, cameraId: string): ApprovalView | null {
  const own = mine.find((one) => one.act === act && one.camera?.id === cameraId);
  return own === undefined || own.state === 'used' ? null : own;
}
