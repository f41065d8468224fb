import type { VmsError } from '../../../src-contract/errors.ts';
import type { Deed } from '../audit/audit.ts';
import { AccessDenied } from './access-denied.ts';

/** A call somebody had no right to, as the log tells it: with the rule and the reason that decided, whatever the person was told. */
export function refusalDeed(channel: string, windowId: string, error: VmsError): Deed {
  if (!(error instanceof AccessDenied)) return { action: 'call.refused', reason: error.key, params: { channel, windowId } };
  const { rule, reason, cameraId } = error.verdict;
  return {
    action: 'call.refused',
    reason,
    object: cameraId === null ? null : { kind: 'camera', id: cameraId.slice(0, 200), label: null },
    params: { channel, windowId, rule },
  };
}
