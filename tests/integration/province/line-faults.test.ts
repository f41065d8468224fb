import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SyncReason } from '../../../src-contract/model/sync.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { systemClock, type Clock } from '../../../src-main/base/clock.ts';
import { commit } from '../../../tools/reference-backend/feed/feed.ts';
import { startFaultServer, type Fault, type FaultServer } from '../../fakes/province/fault-server.ts';
import { dropDirectory, openMemberStation, type MemberStation } from '../../fakes/province/member-station.ts';
import { startTestProvince, type TestProvince } from '../../fakes/province/running-backend.ts';

let province: TestProvince;
let faults: FaultServer;
let station: MemberStation;
/** The machine's wall clock, set wrong by hand. */
let wrongByMs = 0;
const clock: Clock = { ...systemClock, wall: () => epochMs(systemClock.wall() + wrongByMs) };

beforeAll(async () => {
  province = await startTestProvince(null);
  const device = await province.workstation();
  faults = await startFaultServer(province.url, province.backend.keys);
  station = await openMemberStation(province, device, { url: faults.url, clock });
});
afterAll(async () => {
  await station.close();
  await faults.close();
  await province.close();
  dropDirectory(station.directory);
});

const html = '<html><body>Đăng nhập mạng</body></html>';
const answering = (status: number, headers: Readonly<Record<string, string>> = {}, body = html): Fault => ({
  kind: 'answer',
  status,
  headers,
  body,
});

const rename = async (name: string): Promise<void> => {
  const held = station.memory.cameras.get('cam-0100');
  await province.backend.database.transaction((transaction) =>
    commit(transaction, province.clock.nowMs, [{ type: 'camera', id: 'cam-0100', document: { ...held?.document, name } }]),
  );
};
const nameNow = (): string | undefined => station.memory.cameras.get('cam-0100')?.document.name;

/** Until it is in step, however often it has to wait; asks itself no faster than the loop would. */
const inStep = (): Promise<void> =>
  expect.poll(() => station.settled(), { timeout: 50_000, interval: 200 }).toMatchObject({ kind: 'in-step' });

it('takes the snapshot through half answers, lost ones and an ill server, and keeps nothing of what was torn', async () => {
  faults.spoil('/v1/snapshot', { kind: 'half' }, { kind: 'lost' }, answering(500, {}, ''));
  const first = await station.settled();
  expect(first).toMatchObject({ kind: 'waiting', checkpointId: null });
  expect(station.memory.cameras.size).toBe(0);
  await inStep();
  expect(station.memory.cameras.size).toBeGreaterThan(1200);
});

it.each<[string, Fault, readonly SyncReason[]]>([
  ['a portal that answers 200 with its own page', answering(200, { 'content-type': 'text/html' }), ['not-our-contract']],
  ['a portal that sends elsewhere', answering(302, { location: 'http://10.0.0.1/login' }), ['not-our-contract']],
  ['a portal that answers JSON', answering(200, { 'content-type': 'application/json' }, '{"ok":true}'), ['not-our-contract']],
  ['a server that is busy', answering(503, { 'retry-after': '1' }), ['busy']],
  ['an answer lost on the way', { kind: 'lost' }, ['network']],
  // Torn in the middle: the network's fault or no answer of ours, as the socket has it.
  ['half an answer', { kind: 'half' }, ['network', 'not-our-contract']],
])(
  'waits and comes back from %s',
  async (what, fault, reasons) => {
    const before = nameNow();
    await rename(what);
    faults.spoil('/v1/changes', fault);
    const state = await station.settled();
    expect(reasons).toContain(state.kind === 'waiting' ? state.reason : state.kind);
    expect(nameNow()).toBe(before);
    await inStep();
    expect(nameNow()).toBe(what);
  },
  60_000,
);

it('asks no sooner than the province wished', async () => {
  faults.spoil('/v1/changes', answering(429, { 'retry-after': '3' }));
  const before = faults.asked.length;
  await station.settled();
  const atMs = performance.now();
  const after = faults.asked.length;
  expect(after).toBe(before + 1);
  for (let time = 0; time < 10; time += 1) station.opened.sync.wake();
  await inStep();
  expect(performance.now() - atMs).toBeGreaterThan(2900);
  expect(faults.asked.length).toBe(after + 1);
});

it('takes the whole again when the province no longer knows its cursor', async () => {
  const gone = {
    type: 'https://vms.thainguyen.gov.vn/problems/cursor-expired',
    kind: 'cursor-expired',
    title: 'Cursor expired',
    status: 410,
    key: 'province-cursor-expired',
    details: {},
  };
  faults.spoil('/v1/changes', answering(410, { 'content-type': 'application/problem+json' }, JSON.stringify(gone)));
  const before = faults.asked.length;
  await rename('sau khi hết hạn con trỏ');
  await inStep();
  expect(faults.asked.slice(before).filter((path) => path === 'GET /v1/snapshot').length).toBeGreaterThan(1);
  expect(nameNow()).toBe('sau khi hết hạn con trỏ');
});

it('goes on, and says how wrong the clock is, when somebody sets it back a year', async () => {
  wrongByMs = -365 * 86_400_000;
  await rename('đồng hồ lùi một năm');
  await inStep();
  await inStep();
  expect(nameNow()).toBe('đồng hồ lùi một năm');
  const state = station.opened.sync.state();
  expect(state.kind === 'off' ? null : state.clock?.offsetMs).toBeGreaterThan(300 * 86_400_000);
  wrongByMs = 0;
});
