import { randomUUID } from 'node:crypto';
import { signInOf, type TestProvince } from './running-backend.ts';

/** Two administrators at another workstation take a person's account away, as the contract wants it. */
export const revokeUser = (province: TestProvince, userId: string): Promise<void> =>
  decideTogether(province, {
    operation: 'setUserState',
    act: 'user-state',
    target: { userId },
    request: `/v1/users/${userId}/state`,
    body: { state: 'revoked', reason: 'Thôi việc' },
  });

/** The same with a whole workstation. */
export const blockDevice = (province: TestProvince, deviceId: string): Promise<void> =>
  decideTogether(province, {
    operation: 'setDeviceState',
    act: 'device-state',
    target: { deviceId },
    request: `/v1/devices/${deviceId}/state`,
    body: { state: 'blocked', reason: 'Máy bị mất' },
  });

interface Deed {
  readonly operation: 'setUserState' | 'setDeviceState';
  readonly act: string;
  readonly target: Readonly<Record<string, string>>;
  readonly request: string;
  readonly body: Readonly<Record<string, string>>;
}

const decideTogether = async (province: TestProvince, { operation, act, target, request, body: content }: Deed): Promise<void> => {
  const client = await province.workstation();
  province.clock.nowMs += 30_000; // each code of a second factor works once
  const tokenOf = async (login: string): Promise<string> => (await client.signIn(signInOf(login, province.clock.nowMs))).accessToken;
  const [admin, second] = [await tokenOf('quantri'), await tokenOf('quantri2')];
  const body = JSON.stringify(content);
  const approvalId = randomUUID();
  const approval = { act, request: `PUT ${request}\n${body}`, reason: content['reason'] };
  await client.call('askApproval', { token: admin, path: { approvalId }, body: approval });
  await client.call('decideApproval', { token: second, path: { approvalId }, body: { decision: 'approve', reason: null } });
  const done = await client.call(operation, { token: admin, path: target, body, headers: { 'Approval-Id': approvalId } });
  if (done.status !== 200) throw new Error(done.text);
};
