/** Four eyes with two people and a real backend: asked, decided elsewhere or beside, used once, for exactly what was asked. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { VmsError } from '../../../src-contract/errors.ts';
import type { User } from '../../../src-contract/province/schemas.ts';
import { usualRules } from '../../../src-main/services/privacy/privacy-rules.ts';
import { approvalPlace, type ApprovalPlace } from '../../fakes/province/approval-place.ts';
import { startLink, type CuttableLink } from '../../fakes/province/cuttable-link.ts';
import { signInOf, startTestProvince, type TestProvince } from '../../fakes/province/running-backend.ts';
import { freshDisk, slipOf, startSession, type SessionRig } from '../../fakes/province/session-rig.ts';

let province: TestProvince;
let link: CuttableLink;
const rigs: SessionRig[] = [];
beforeAll(async () => {
  province = await startTestProvince(null);
  link = await startLink(province.url);
});
afterEach(() => {
  link.cut(false);
  for (const rig of rigs.splice(0)) rig.dispose();
  expect(province.faults).toEqual([]);
  expect(province.proxy.violations).toEqual([]);
});
afterAll(async () => {
  await link.close();
  await province.close();
});

const passwordOf = (login: string): { login: string; password: string } => {
  const asked = signInOf(login, province.clock.nowMs);
  return { login: asked.login, password: asked.password };
};

/** A workstation with somebody at it. */
async function placeOf(login: string, mayStandBeside?: (user: User) => boolean): Promise<ApprovalPlace> {
  const rig = await startSession(freshDisk(province.clock.nowMs));
  rigs.push(rig);
  await rig.service.enrol(await slipOf(province, { url: link.url }));
  await rig.service.signIn({ kind: 'password', ...passwordOf(login) });
  return approvalPlace(rig, mayStandBeside);
}

const wish = { act: 'unmask', cameraId: 'cam-0009', reason: 'Tìm trẻ lạc' } as const;
const keyOf = async (act: Promise<unknown>): Promise<string> => {
  const thrown: unknown = await act.then(
    () => null,
    (failure: unknown) => failure,
  );
  return thrown instanceof VmsError ? thrown.key : String(thrown);
};

it('opens what somebody elsewhere approved, once, for its time, with both names in the log', async () => {
  const [asking, deciding] = [await placeOf('truongca.ioc'), await placeOf('pheduyet')];
  const { id } = await asking.approvals.ask(wish, 'w1');
  expect(await keyOf(asking.approvals.use(id))).toBe('approval-waiting');
  const seen = await deciding.approvals.look();
  expect(seen.toDecide).toMatchObject([{ id, act: 'unmask', reason: wish.reason, requesterName: 'user-truong-ca', state: 'waiting' }]);
  await deciding.approvals.approve(id, null);
  expect(deciding.approvals.state().toDecide).toEqual([]);
  expect(deciding.written.map(({ action }) => action)).toEqual(['request.approve']);
  await asking.approvals.look();
  expect(asking.approvals.state().mine).toMatchObject([{ id, state: 'approved', approverName: 'user-phe-duyet' }]);
  await asking.approvals.use(id);
  expect(asking.openings.secondOf('unmask', wish.cameraId)).toBe('user-phe-duyet');
  expect(asking.written.map(({ action }) => action)).toEqual(['request.create', 'mask.lift']);
  expect(asking.written.at(-1)).toMatchObject({
    reason: wish.reason,
    requestId: id,
    params: { second: 'user-phe-duyet', way: 'province', minutes: 30 },
  });
  expect(await keyOf(asking.approvals.use(id))).toBe('approval-spent');
  asking.clock.advance(30 * 60_000);
  expect(asking.openings.list()).toEqual([]);
});

it('does not open what was refused, ran out, or was asked in another session', async () => {
  const [asking, deciding] = [await placeOf('truongca.ioc'), await placeOf('pheduyet')];
  const { id } = await asking.approvals.ask(wish, 'w1');
  await deciding.approvals.look();
  await deciding.approvals.reject(id, 'Không đủ căn cứ');
  expect(deciding.written.at(-1)).toMatchObject({ action: 'request.reject', requestId: id, reason: 'Không đủ căn cứ' });
  await asking.approvals.look();
  expect(asking.approvals.state().mine[0]).toMatchObject({ state: 'refused', decisionReason: 'Không đủ căn cứ' });
  expect(await keyOf(asking.approvals.use(id))).toBe('approval-rejected');
  const late = await asking.approvals.ask(wish, 'w1');
  await deciding.approvals.look();
  await deciding.approvals.approve(late.id, null);
  province.clock.nowMs += 900_001;
  for (const { rig } of [asking, deciding]) rig.pass(900_001);
  expect(await keyOf(asking.approvals.use(late.id))).toBe('approval-over');
  await asking.rig.service.signOut();
  await asking.rig.service.signIn({ kind: 'password', ...passwordOf('truongca.ioc') });
  expect(await keyOf(asking.approvals.use(late.id))).toBe('approval-unknown');
  expect(asking.openings.list()).toEqual([]);
});

it('is approved by nobody who asked it, who may not, or who approves for another commune', async () => {
  const [asking, elsewhere] = [await placeOf('truongca.ioc'), await placeOf('pheduyet.pdp')];
  const { id } = await asking.approvals.ask(wish, 'w1');
  expect(asking.approvals.state().toDecide).toEqual([]);
  expect(await keyOf(asking.approvals.approve(id, null))).toBe('approval-unknown');
  expect((await elsewhere.approvals.look()).toDecide).toEqual([]);
  expect(await keyOf(asking.approvals.here(wish, passwordOf('truongca.ioc'), 'w1'))).toBe('approval-same-person');
  expect(await keyOf(asking.approvals.here(wish, passwordOf('trucban.ioc'), 'w1'))).toBe('province-denied');
  expect(asking.openings.list()).toEqual([]);
});

it('opens at once with the second person beside, whose session ends with that, and whom the seat does not become', async () => {
  const here = await placeOf('truongca.ioc');
  await here.approvals.here(wish, passwordOf('pheduyet'), 'w1');
  expect(here.openings.secondOf('unmask', wish.cameraId)).toBe('user-phe-duyet');
  expect(here.written.at(-1)).toMatchObject({ action: 'mask.lift', params: { second: 'user-phe-duyet', way: 'here' } });
  expect(here.rig.seat.current()).toMatchObject({ kind: 'signed-in', person: { login: 'truongca.ioc' } });
  expect(await keyOf(here.approvals.here(wish, { login: 'pheduyet', password: 'sai' }, 'w1'))).toBe('province-credentials-refused');
  expect(here.rig.written.at(-1)).toMatchObject({ action: 'session.refused', outcome: 'refused' });
  here.rules.current = { ...usualRules, secondPersonHere: false };
  expect(await keyOf(here.approvals.here(wish, passwordOf('pheduyet'), 'w1'))).toBe('second-person-not-here');
  const strict = await placeOf('truongca.ioc', () => false);
  expect(await keyOf(strict.approvals.here(wish, passwordOf('pheduyet'), 'w1'))).toBe('second-person-may-not');
});

it('opens beside while the province is away only where its policy lets this machine vouch', async () => {
  const here = await placeOf('truongca.ioc');
  await here.rig.service.signOut();
  await here.rig.service.signIn({ kind: 'password', ...passwordOf('pheduyet') });
  await here.rig.service.signOut();
  await here.rig.service.signIn({ kind: 'password', ...passwordOf('truongca.ioc') });
  link.cut(true);
  expect(await keyOf(here.approvals.here(wish, passwordOf('pheduyet'), 'w1'))).toBe('second-person-needs-province');
  here.rules.current = { ...usualRules, secondPersonOffline: true };
  expect(await keyOf(here.approvals.here(wish, { login: 'pheduyet', password: 'sai' }, 'w1'))).toBe('sign-in-refused');
  expect(await keyOf(here.approvals.here(wish, passwordOf('trucban.ioc'), 'w1'))).toBe('sign-in-offline-unknown');
  await here.approvals.here(wish, passwordOf('pheduyet'), 'w1');
  expect(here.openings.secondOf('unmask', wish.cameraId)).toBe('user-phe-duyet');
});
