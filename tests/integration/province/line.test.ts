import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { UserSession } from '../../../src-contract/province/schemas.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { ServerClock } from '../../../src-main/base/server-clock.ts';
import { askProvince, type ProvinceEdges } from '../../../src-main/rest/ask.ts';
import { DeviceTokens } from '../../../src-main/rest/device-tokens.ts';
import { createProvince } from '../../../src-main/rest/province.ts';
import type { ProvinceLine } from '../../../src-main/rest/province-line.ts';
import { UserTokens } from '../../../src-main/rest/user-tokens.ts';
import type { DeviceClient } from '../../../tools/reference-backend/load/device-client.ts';
import { signInOf, startTestProvince, type TestProvince } from '../../fakes/province/running-backend.ts';
import { lineTo } from '../../fakes/province/workstation-log.ts';

let province: TestProvince;
let client: DeviceClient;
let line: ProvinceLine;
let serverClock: ServerClock;

beforeAll(async () => {
  province = await startTestProvince(null);
  client = await province.workstation();
  serverClock = new ServerClock(systemClock, null);
  line = lineTo(province, client, serverClock);
});
afterEach(() => {
  expect(province.faults).toEqual([]);
  expect(province.proxy.violations).toEqual([]);
});
afterAll(async () => {
  line.dispose();
  await province.close();
});

const signedIn = async (login: string): Promise<UserSession> => {
  province.clock.nowMs += 30_000; // each code of the second factor works once
  const answer = await askProvince(line.edges(null), 'signIn', { body: signInOf(login, province.clock.nowMs) });
  if (answer.kind !== 'answered' || answer.value.kind !== 'user') throw new Error(JSON.stringify(answer));
  return answer.value;
};

it('asks for the configuration as the device while nobody is signed in, and opens one session for it', async () => {
  const tokens = new DeviceTokens(line.edges(null));
  const edges = line.edges(tokens);
  const pages = createProvince(edges);
  const [first, second] = await Promise.all([pages.snapshot(null), askProvince(edges, 'currentSession')]);
  if (first.kind !== 'answered') throw new Error(first.kind);
  expect(first.value.items.length).toBeGreaterThan(0);
  expect(second).toMatchObject({ kind: 'answered', value: { kind: 'device' } });
});

it('knows what time it is over there, within the round trip', async () => {
  await askProvince(line.edges(null), 'time');
  expect(Math.abs(serverClock.now() - province.clock.nowMs)).toBeLessThan(5000);
  expect(serverClock.lastContact()).not.toBeNull();
  expect(serverClock.offset()?.uncertaintyMs).toBeGreaterThanOrEqual(0);
});

it('opens a new session for the device when the province has forgotten the old one', async () => {
  const tokens = new DeviceTokens(line.edges(null));
  const edges = line.edges(tokens);
  await askProvince(edges, 'currentSession');
  province.clock.nowMs += 3_600_000;
  expect(await askProvince(edges, 'currentSession')).toMatchObject({ kind: 'answered' });
});

it('renews a person’s tokens in time, once for all who ask', async () => {
  let laterMs = 0;
  const shifted = (edges: ProvinceEdges): ProvinceEdges => ({ ...edges, monotonic: () => systemClock.now() + laterMs });
  const tokens = new UserTokens(shifted(line.edges(null)), await signedIn('trucban.ioc'));
  const renewals: UserSession[] = [];
  tokens.renewed.on((session) => renewals.push(session));
  const edges = line.edges(tokens);
  laterMs = 560_000;
  const answers = await Promise.all([1, 2, 3].map(() => askProvince(edges, 'currentSession')));
  expect(answers.map(({ kind }) => kind)).toEqual(['answered', 'answered', 'answered']);
  expect(renewals).toHaveLength(1);
});

it('renews tokens that the province calls old although our clock does not', async () => {
  const tokens = new UserTokens(line.edges(null), await signedIn('trucban.ioc'));
  province.clock.nowMs += 700_000;
  expect(await askProvince(line.edges(tokens), 'currentSession')).toMatchObject({ kind: 'answered', value: { kind: 'user' } });
});

it('takes the end of a session for final', async () => {
  const session = await signedIn('trucban.ioc');
  const tokens = new UserTokens(line.edges(null), session);
  const ends: string[] = [];
  tokens.ended.on((reason) => ends.push(reason));
  const edges = line.edges(tokens);
  await askProvince(edges, 'signOut');
  expect(await askProvince(edges, 'currentSession')).toMatchObject({ kind: 'refused', problem: { kind: 'session-ended' } });
  expect(await askProvince(edges, 'currentSession')).toMatchObject({ kind: 'network', code: 'no-session' });
  expect(ends).toEqual(['ended']);
});
