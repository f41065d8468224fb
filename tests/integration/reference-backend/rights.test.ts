import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import {
  accessRequestListSchema,
  accessRequestSchema,
  approvalListSchema,
  approvalSchema,
  grantSchema,
  problemSchema,
} from '../../../src-contract/province/schemas.ts';
import type { Grant } from '../../../src-contract/province/schemas.ts';
import { newest } from '../../../tools/reference-backend/feed/feed.ts';
import type { DeviceClient, Reply } from '../../../tools/reference-backend/load/device-client.ts';
import { onEachDatabase } from '../../fakes/province/each-database.ts';
import { signInOf } from '../../fakes/province/running-backend.ts';

const kindOf = (reply: Reply) => problemSchema.parse(JSON.parse(reply.text)).kind;

onEachDatabase('grants and approvals', (province) => {
  let client: DeviceClient;
  beforeAll(async () => {
    client = await province().workstation();
  });
  const tokenOf = async (login: string) => {
    province().clock.nowMs += 30_000;
    return (await client.signIn(signInOf(login, province().clock.nowMs))).accessToken;
  };
  const grant = (): Grant => ({
    id: randomUUID().replace(/^(.{14})./, '$17'),
    effect: 'allow',
    grantee: { kind: 'unit', unitId: 'unit-05443' },
    target: { kind: 'cameras', cameraIds: ['cam-0003'] },
    permissions: ['live'],
    purposes: null,
    hours: null,
    validFrom: '2026-11-01T00:00:00.000Z',
    validTo: '2026-12-01T00:00:00.000Z',
    note: '',
  });
  const ask = async (token: string, request: string, act = 'rights-change') => {
    const approvalId = randomUUID();
    const reply = await client.call('askApproval', { token, path: { approvalId }, body: { act, request, reason: 'Lễ hội' } });
    expect(reply.status, reply.text).toBe(201);
    return approvalId;
  };
  const decide = (token: string, approvalId: string, decision = 'approve') =>
    client.call('decideApproval', { token, path: { approvalId }, body: { decision, reason: null } });
  const put = (token: string, document: Grant, approvalId?: string, body: unknown = document) =>
    client.call('putGrant', {
      token,
      path: { grantId: document.id },
      body,
      ...(approvalId === undefined ? {} : { headers: { 'Approval-Id': approvalId } }),
    });

  it('gives a grant with a second person, once, for exactly what was approved', async () => {
    const [admin, second] = [await tokenOf('quantri'), await tokenOf('quantri2')];
    const document = grant();
    const request = `PUT /v1/grants/${document.id}\n${JSON.stringify(document)}`;
    expect(kindOf(await put(admin, document))).toBe('approval-required');
    const approvalId = await ask(admin, request);
    expect(kindOf(await put(admin, document, approvalId))).toBe('not-approved');
    expect(kindOf(await decide(admin, approvalId))).toBe('same-person');
    expect((await decide(second, approvalId)).status).toBe(200);
    expect(kindOf(await decide(second, approvalId))).toBe('already-decided');
    expect(kindOf(await put(admin, document, approvalId, { ...document, permissions: ['live', 'playback'] }))).toBe('approval-mismatch');
    expect(grantSchema.parse(JSON.parse((await put(admin, document, approvalId)).text))).toEqual(document);
    expect(kindOf(await put(admin, document, approvalId))).toBe('approval-used');
    const stored = await province().backend.database.transaction((transaction) => newest(transaction, 'grant', document.id));
    expect(stored?.document).toEqual(document);
    expect((await client.call('deleteGrant', { token: admin, path: { grantId: document.id } })).status).toBe(204);
    expect(kindOf(await client.call('deleteGrant', { token: admin, path: { grantId: document.id } }))).toBe('not-found');
  });

  it('keeps an approval for 15 minutes, and for its act and its person only', async () => {
    const [admin, second] = [await tokenOf('quantri'), await tokenOf('quantri2')];
    const document = grant();
    const request = `PUT /v1/grants/${document.id}\n${JSON.stringify(document)}`;
    const otherAct = await ask(admin, request, 'user-state');
    await decide(second, otherAct);
    expect(kindOf(await put(admin, document, otherAct))).toBe('approval-mismatch');
    const refused = await ask(admin, request);
    await decide(second, refused, 'refuse');
    expect(kindOf(await put(admin, document, refused))).toBe('not-approved');
    const approved = await ask(admin, request);
    await decide(second, approved);
    expect(kindOf(await put(second, document, approved))).toBe('not-found');
    province().clock.nowMs += 900_001;
    const again = await tokenOf('quantri');
    expect(kindOf(await put(again, document, approved))).toBe('approval-expired');
    const state = await client.call('approval', { token: again, path: { approvalId: approved } });
    expect(approvalSchema.parse(JSON.parse(state.text)).state).toBe('expired');
    const waiting = await ask(again, request);
    province().clock.nowMs += 86_400_001;
    expect(kindOf(await decide(await tokenOf('quantri2'), waiting))).toBe('approval-expired');
  });

  it('refuses a grant whose period is backwards, whose id is another, and that no administrator gives', async () => {
    const admin = await tokenOf('quantri');
    const document = grant();
    expect(kindOf(await put(admin, document, undefined, { ...document, validTo: document.validFrom }))).toBe('document-refused');
    expect(kindOf(await put(admin, document, undefined, { ...document, id: randomUUID() }))).toBe('document-refused');
    expect(kindOf(await put(admin, document, undefined, { ...document, permissions: ['fly'] }))).toBe('invalid-request');
    const operator = await tokenOf('trucban.ioc');
    expect(kindOf(await put(operator, document))).toBe('denied');
    expect(kindOf(await client.call('deleteGrant', { token: operator, path: { grantId: document.id } }))).toBe('denied');
  });

  it('uses an approval up for an act on the workstation, and shows it to those it concerns', async () => {
    const [officer, approver, outsider] = [await tokenOf('trichxuat'), await tokenOf('pheduyet'), await tokenOf('trucban2.ioc')];
    const request = JSON.stringify({ act: 'unmask', cameraId: 'cam-0001' });
    const approvalId = await ask(officer, request, 'unmask');
    const path = { approvalId };
    expect(kindOf(await client.call('approval', { token: outsider, path }))).toBe('not-found');
    expect(kindOf(await decide(outsider, approvalId))).toBe('denied');
    const waiting = approvalListSchema.parse(JSON.parse((await client.call('approvals', { token: approver })).text));
    expect(waiting.items.map((item) => item.approvalId)).toContain(approvalId);
    const decided = approvalSchema.parse(JSON.parse((await decide(approver, approvalId)).text));
    const use = (requestSha256: string) => client.call('useApproval', { token: officer, path, body: { requestSha256 } });
    expect(kindOf(await use('0'.repeat(64)))).toBe('approval-mismatch');
    expect(approvalSchema.parse(JSON.parse((await use(decided.requestSha256)).text)).state).toBe('used');
    expect(kindOf(await use(decided.requestSha256))).toBe('approval-used');
    const same = { act: 'unmask', request, reason: 'Lễ hội' };
    expect((await client.call('askApproval', { token: officer, path, body: same })).status).toBe(201);
    expect(kindOf(await client.call('askApproval', { token: officer, path, body: { ...same, request: 'x' } }))).toBe('already-exists');
    expect(
      kindOf(
        await client.call('useApproval', { token: officer, path: { approvalId: randomUUID() }, body: { requestSha256: '0'.repeat(64) } }),
      ),
    ).toBe('not-found');
  });

  it('shares cameras on request: asked by one unit, decided by the managing unit’s approver', async () => {
    const [asker, approver, admin] = [await tokenOf('trucban.pdp'), await tokenOf('pheduyet'), await tokenOf('quantri')];
    const wish = {
      target: { kind: 'cameras', cameraIds: ['cam-0001', 'cam-0004'] },
      permissions: ['live'],
      purpose: 'ANTT',
      reason: 'Phối hợp lễ hội',
      validFrom: '2026-11-22T00:00:00.000Z',
      validTo: '2026-11-30T00:00:00.000Z',
    };
    const requestId = randomUUID();
    const request = (body: unknown, id = requestId) => client.call('requestAccess', { token: asker, path: { requestId: id }, body });
    const asked = accessRequestSchema.parse(JSON.parse((await request(wish)).text));
    expect(asked).toMatchObject({ state: 'waiting', unitId: 'unit-05443', managingUnitId: 'unit-ioc' });
    expect((await request(wish)).status).toBe(201);
    expect(kindOf(await request({ ...wish, reason: 'khác' }))).toBe('already-exists');
    expect(kindOf(await request({ ...wish, target: { kind: 'cameras', cameraIds: ['bad-cam-01'] } }, randomUUID()))).toBe('not-found');
    expect(kindOf(await request({ ...wish, target: { kind: 'cameras', cameraIds: ['cam-0001', 'cam-0500'] } }, randomUUID()))).toBe(
      'document-refused',
    );
    expect(kindOf(await request({ ...wish, validTo: wish.validFrom }, randomUUID()))).toBe('document-refused');
    const decideIt = (token: string, id = requestId) =>
      client.call('decideAccess', { token, path: { requestId: id }, body: { decision: 'approve', reason: null } });
    expect(kindOf(await decideIt(asker))).toBe('same-person');
    expect(kindOf(await decideIt(admin))).toBe('denied');
    expect(kindOf(await decideIt(approver, randomUUID()))).toBe('not-found');
    const open = accessRequestListSchema.parse(JSON.parse((await client.call('accessRequests', { token: approver })).text));
    expect(open.items.map((item) => item.requestId)).toContain(requestId);
    const approved = accessRequestSchema.parse(JSON.parse((await decideIt(approver)).text));
    expect(approved).toMatchObject({ state: 'approved', deciderId: 'user-phe-duyet' });
    const made = await province().backend.database.transaction((transaction) => newest(transaction, 'grant', approved.grantId ?? ''));
    expect(grantSchema.parse(made?.document)).toMatchObject({ grantee: { kind: 'unit', unitId: 'unit-05443' }, purposes: ['ANTT'] });
    expect(kindOf(await decideIt(approver))).toBe('already-decided');
    const none = accessRequestListSchema.parse(JSON.parse((await client.call('accessRequests', { token: await tokenOf('nhathau') })).text));
    expect(none.items).toEqual([]);
  });

  it('broke none of its promises, in the eyes of an independent validator too', () => {
    expect(province().faults).toEqual([]);
    expect(province().proxy.violations).toEqual([]);
  });
});
