import { expect, it } from 'vitest';
import { VmsError } from '../../../../../src-contract/errors.ts';
import { AccessDenied } from '../../../../../src-main/services/access/access-denied.ts';
import { refusalDeed } from '../../../../../src-main/services/access/refusal-deed.ts';

const refused = (cameraId: string | null) =>
  new AccessDenied('live.view', { allow: false, rule: 'default', reason: 'out-of-scope', told: 'out-of-scope', cameraId });

it('tells the rule, the true reason and the camera of a refused call', () => {
  expect(refusalDeed('live.open', 'window-1', refused('cam-1'))).toEqual({
    action: 'call.refused',
    reason: 'out-of-scope',
    object: { kind: 'camera', id: 'cam-1', label: null },
    params: { channel: 'live.open', windowId: 'window-1', rule: 'default' },
  });
  expect(refusalDeed('live.open', 'window-1', refused('x'.repeat(300))).object?.id).toHaveLength(200);
  expect(refusalDeed('audit.find', 'window-1', refused(null)).object).toBeNull();
});

it('tells of a caller nobody knows what the door said', () => {
  expect(refusalDeed('app.snapshot', 'window-2', new VmsError('untrusted-sender', 'untrusted-sender'))).toEqual({
    action: 'call.refused',
    reason: 'untrusted-sender',
    params: { channel: 'app.snapshot', windowId: 'window-2' },
  });
});
