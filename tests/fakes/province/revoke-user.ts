import { randomUUID } from 'node:crypto';
import { signInOf, type TestProvince } from './running-backend.ts';

/** Two administrators at another workstation take a person's account away, as the contract wants it. */
export const revokeUser = async (province: TestProvince, userId: string): Promise<void> => {
  const client = await province.workstation();
  province.clock.nowMs += 30_000; // each code of a second factor works once
  const tokenOf = async (login: string): Promise<string> => (await client.signIn(signInOf(login, province.clock.nowMs))).accessToken;
  const [admin, second] = [await tokenOf('quantri'), await tokenOf('quantri2')];
  const body = JSON.stringify({ state: 'revoked', reason: 'Thôi việc' });
  const approvalId = randomUUID();
  const approval = { act: 'user-state', request: `PUT /v1/users/${userId}/state\n${body}`, reason: 'Thôi việc' };
  await client.call('askApproval', { token: admin, path: { approvalId }, body: approval });
  await client.call('decideApproval', { token: second, path: { approvalId }, body: { decision: 'approve', reason: null } });
  const done = await client.call('setUserState', { token: admin, path: { userId }, body, headers: { 'Approval-Id': approvalId } });
  if (done.status !== 200) throw new Error(done.text);
};
