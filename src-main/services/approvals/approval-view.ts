/** An approval in words a window can show. Its texts come from elsewhere and are made fit to show; pure. */
import type { ApprovalView } from '../../../src-contract/model/approvals.ts';
import type { Approval } from '../../../src-contract/province/schemas.ts';
import { words } from '../configuration/shown-camera.ts';
import { cameraOfRequest } from './bound-request.ts';

export interface ViewNames {
  /** The id itself where the name is not known here. */
  readonly person: (id: string) => string;
  /** Number and name; `null` where the seat may not know of it. */
  readonly camera: (id: string) => string | null;
}

export function approvalView(approval: Approval, names: ViewNames): ApprovalView {
  const { approvalId: id, act, state, request, reason, requesterId, approverId, decisionReason, createdAt, expiresAt } = approval;
  const cameraId = cameraOfRequest(request);
  const label = cameraId === null ? null : names.camera(cameraId);
  return {
    ...{ id, act, state },
    camera: cameraId === null || label === null ? null : { id: cameraId, label },
    reason: words(reason, '–'),
    requesterName: names.person(requesterId),
    approverName: approverId === null ? null : names.person(approverId),
    decisionReason: decisionReason === null ? null : words(decisionReason, '–'),
    askedAt: Date.parse(createdAt),
    expiresAt: Date.parse(expiresAt),
  };
}
