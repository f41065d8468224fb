import { createPublicKey, randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import {
  approvalPayloadSchema,
  offlineGracePayloadSchema,
  problemSchema,
  revocationsPayloadSchema,
  sessionSchema,
  sessionStateSchema,
  signedStatementSchema,
  userSchema,
} from '../../../src-contract/province/schemas.ts';
import type { Approval, SignIn } from '../../../src-contract/province/schemas.ts';
import { openStatement } from '../../../tools/reference-backend/keys/dsse.ts';
import type { DeviceClient, Reply, Wish } from '../../../tools/reference-backend/load/device-client.ts';
import { onEachDatabase } from '../../fakes/province/each-database.ts';
import { signInOf } from '../../fakes/province/running-backend.ts';

const kindOf = (reply: Reply) => {
  const problem = problemSchema.parse(JSON.parse(reply.text));
  expect(reply.headers['content-type']).toContain('application/problem+json');
  expect(problem.status).toBe(reply.status);
  return problem.kind;
};

onEachDatabase('sessions', (province) => {
  let client: DeviceClient;
  beforeAll(async () => {
    client = await province().workstation();
  });
  const now = () => province().clock.nowMs;
  /** A person signed in on the workstation; codes work once, so the clock moves on by one. */
  const person = async (login: string, on = client) => {
    province().clock.nowMs += 30_000;
    const session = await on.signIn(signInOf(login, now()));
    if (session.kind !== 'user') throw new Error('not a person');
    return session;
  };

  it('signs a person in, tells of them and of their grace', async () => {
    const session = await person('trucban.ioc');
    expect(session.user).toMatchObject({ id: 'user-truc-ban', unitId: 'unit-ioc', state: 'active' });
    const { keys } = province().backend;
    const grace = offlineGracePayloadSchema.parse(
      openStatement(session.grace, 'offline-grace', keys.statement.keyid, keys.statement.publicKey),
    );
    expect(grace).toMatchObject({ userId: 'user-truc-ban', deviceId: client.device.deviceId, graceS: 259_200 });
    const state = sessionStateSchema.parse(JSON.parse((await client.call('currentSession', { token: session.accessToken })).text));
    expect(state).toMatchObject({ kind: 'user', userId: 'user-truc-ban', expiresInS: 600 });
    expect(state.checkpointId).toBeGreaterThan(1300);
  });

  it('gives administrators no grace, and lets them in with a code that works once only', async () => {
    province().clock.nowMs += 30_000;
    const signIn = signInOf('quantri', now());
    const session = await client.signIn(signIn);
    expect(session.kind).toBe('user');
    expect(kindOf(await client.call('signIn', { body: signIn }))).toBe('credentials-refused');
    const { totp: _, ...without } = signIn as { totp: string } & SignIn;
    expect(kindOf(await client.call('signIn', { body: without }))).toBe('credentials-refused');
    const again = await person('quantri');
    const { keys } = province().backend;
    expect(openStatement(again.grace, 'offline-grace', keys.statement.keyid, keys.statement.publicKey)).toMatchObject({ graceS: 0 });
  });

  it('locks a name after five failures, known or not, and opens it after 15 minutes', async () => {
    for (const login of ['lanhdao', 'khongco']) {
      const body = { kind: 'password', login, password: 'wrong' };
      for (let turn = 1; turn < 5; turn += 1) expect(kindOf(await client.call('signIn', { body }))).toBe('credentials-refused');
      const fifth = await client.call('signIn', { body });
      expect(kindOf(fifth)).toBe('account-locked');
      expect(Number(fifth.headers['retry-after'])).toBe(900);
    }
    expect(kindOf(await client.call('signIn', { body: signInOf('lanhdao', now()) }))).toBe('account-locked');
    province().clock.nowMs += 901_000;
    expect((await client.call('signIn', { body: signInOf('lanhdao', now()) })).status).toBe(201);
  });

  it('refreshes once, repeats a lost answer, and ends the session when an old token comes back', async () => {
    const session = await person('trucban.ioc');
    const refresh = (refreshToken: string) => client.call('refreshSession', { body: { refreshToken } });
    const first = sessionSchema.parse(JSON.parse((await refresh(session.refreshToken)).text));
    const repeated = sessionSchema.parse(JSON.parse((await refresh(session.refreshToken)).text));
    expect(repeated.accessToken).toBe(first.accessToken);
    expect((await client.call('currentSession', { token: first.accessToken })).status).toBe(200);
    province().clock.nowMs += 31_000;
    expect(kindOf(await refresh(session.refreshToken))).toBe('session-ended');
    expect(kindOf(await client.call('currentSession', { token: first.accessToken }))).toBe('session-ended');
    expect(kindOf(await refresh('x'.repeat(43)))).toBe('sign-in-required');
  });

  it('does not take another machine’s token or refresh token', async () => {
    const session = await person('trucban.ioc');
    const other = await province().workstation();
    const stolen = await other.call('currentSession', { token: session.accessToken });
    expect(kindOf(stolen)).toBe('device-proof-refused');
    expect(kindOf(await other.call('refreshSession', { body: { refreshToken: session.refreshToken } }))).toBe('sign-in-required');
  });

  it('refuses no token, an unknown one, one that ran out, and one whose session was left', async () => {
    expect(kindOf(await client.call('currentSession'))).toBe('sign-in-required');
    expect(kindOf(await client.call('currentSession', { token: 'a'.repeat(43) }))).toBe('sign-in-required');
    const session = await person('trucban.ioc');
    expect((await client.call('signOut', { token: session.accessToken })).status).toBe(204);
    expect(kindOf(await client.call('currentSession', { token: session.accessToken }))).toBe('session-ended');
    const later = await person('trucban.ioc');
    province().clock.nowMs += 601_000;
    expect(kindOf(await client.call('currentSession', { token: later.accessToken }))).toBe('sign-in-required');
  });

  it('lets a device alone read and report, and nothing else', async () => {
    const session = await client.signIn({ kind: 'device' });
    expect(session.kind).toBe('device');
    expect((await client.call('snapshot', { token: session.accessToken, query: { limit: '1' } })).status).toBe(200);
    expect(kindOf(await client.call('approvals', { token: session.accessToken }))).toBe('denied');
  });

  it('refuses a proof without nonce, for another request, replayed, or by an unknown machine', async () => {
    const url = new URL(`${province().url}/v1/sessions`);
    const body = JSON.stringify({ kind: 'device' });
    const send = (dpop: string | null) =>
      client.send('POST', url, { 'content-type': 'application/json', ...(dpop === null ? {} : { dpop }) }, body);
    expect(kindOf(await send(null))).toBe('device-proof-refused');
    expect(kindOf(await send(client.proof('POST', url, undefined, { nonce: undefined })))).toBe('device-proof-nonce');
    expect(kindOf(await send(client.proof('GET', url, undefined)))).toBe('device-proof-refused');
    expect(kindOf(await send(client.proof('POST', new URL('/v1/devices', url), undefined)))).toBe('device-proof-refused');
    expect(kindOf(await send(client.proof('POST', new URL('https://elsewhere/v1/sessions'), undefined)))).toBe('device-proof-refused');
    expect(kindOf(await send('not.a.proof'))).toBe('device-proof-refused');
    const good = client.proof('POST', url, undefined);
    expect((await send(good)).status).toBe(201);
    expect(kindOf(await send(good))).toBe('device-proof-refused');
    province().clock.nowMs += 700_000;
    expect(kindOf(await send(client.proof('POST', url, undefined)))).toBe('device-proof-nonce');
  });

  it('changes a password by the rules, and ends the person’s other sessions', async () => {
    const elsewhere = await person('lanhdao');
    const session = await person('lanhdao');
    const change = (next: string, current = 'Demo-lanhdao-2026') =>
      client.call('changePassword', { token: session.accessToken, body: { current, next } });
    expect(kindOf(await change('Ab1-short'))).toBe('password-refused');
    expect(kindOf(await change('only small letters here'))).toBe('password-refused');
    expect(kindOf(await change('Demo-lanhdao-2026'))).toBe('password-refused');
    expect(kindOf(await change('Another-Password-1', 'wrong'))).toBe('credentials-refused');
    expect((await change('Another-Password-1')).status).toBe(204);
    expect((await client.call('currentSession', { token: session.accessToken })).status).toBe(200);
    expect(kindOf(await client.call('currentSession', { token: elsewhere.accessToken }))).toBe('session-ended');
    expect((await change('Demo-lanhdao-2026', 'Another-Password-1')).status).toBe(422);
  });

  it('holds a session that must change its password to that', async () => {
    const session = await person('trucban2.ioc');
    const must = (value: number) =>
      province().backend.database.transaction((transaction) =>
        transaction.run('UPDATE account SET must_change = ? WHERE login = ?', value, 'trucban2.ioc'),
      );
    await must(1);
    expect(kindOf(await client.call('snapshot', { token: session.accessToken }))).toBe('password-change-required');
    expect((await client.call('currentSession', { token: session.accessToken })).status).toBe(200);
    await must(0);
  });

  it('puts a revoked person out at once and says so to machines that hold grace', async () => {
    const leaving = await person('nghiviec');
    const admin = await person('quantri');
    const second = await person('quantri2');
    const before = await client.call('revocations', { token: admin.accessToken });
    const body = JSON.stringify({ state: 'revoked', reason: 'Thôi việc' });
    const wish: Wish = { token: admin.accessToken, path: { userId: 'user-nghi-viec' }, body };
    expect(kindOf(await client.call('setUserState', wish))).toBe('approval-required');
    const approvalId = randomUUID();
    const asked = await client.call('askApproval', {
      token: admin.accessToken,
      path: { approvalId },
      body: { act: 'user-state', request: `PUT /v1/users/user-nghi-viec/state\n${body}`, reason: 'Thôi việc' },
    });
    expect(asked.status).toBe(201);
    const decided = await client.call('decideApproval', {
      token: second.accessToken,
      path: { approvalId },
      body: { decision: 'approve', reason: null },
    });
    expect(decided.status).toBe(200);
    const { keys } = province().backend;
    const { statement } = JSON.parse(decided.text) as Approval;
    expect(
      approvalPayloadSchema.parse(openStatement(statement!, 'approval', keys.statement.keyid, keys.statement.publicKey)).approvalId,
    ).toBe(approvalId);
    const done = await client.call('setUserState', { ...wish, headers: { 'Approval-Id': approvalId } });
    expect(userSchema.parse(JSON.parse(done.text)).state).toBe('revoked');
    expect(kindOf(await client.call('currentSession', { token: leaving.accessToken }))).toBe('session-ended');
    expect(kindOf(await client.call('signIn', { body: signInOf('nghiviec', now()) }))).toBe('credentials-refused');
    const after = await client.call('revocations', { token: admin.accessToken, headers: { 'If-None-Match': before.headers.etag ?? '' } });
    const list = revocationsPayloadSchema.parse(
      openStatement(
        signedStatementSchema.parse(JSON.parse(after.text)),
        'revocations',
        keys.statement.keyid,
        createPublicKey(keys.statement.privateKey),
      ),
    );
    expect(list.users).toEqual([{ userId: 'user-nghi-viec', revokedAt: new Date(now()).toISOString() }]);
    const same = await client.call('revocations', { token: admin.accessToken, headers: { 'If-None-Match': after.headers.etag ?? '' } });
    expect(same.status).toBe(304);
  });

  it('broke none of its promises, in the eyes of an independent validator too', () => {
    expect(province().faults).toEqual([]);
    expect(province().proxy.violations).toEqual([]);
  });
});
