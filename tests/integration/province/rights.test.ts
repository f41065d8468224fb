/** A right that ends at the province ends the pictures on the glass: real backend, feed, configuration, access and live service. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { emptyWall, type Wall } from '../../../src-contract/model/wall.ts';
import { noMasks } from '../../../src-contract/model/privacy.ts';
import { userSchema } from '../../../src-contract/province/schemas.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { Access } from '../../../src-main/services/access/access.ts';
import { KnownCameras } from '../../../src-main/services/access/known-cameras.ts';
import { savedWall, shownWall } from '../../../src-main/services/access/known-wall.ts';
import { LiveService } from '../../../src-main/services/live.ts';
import { CurrentSession } from '../../../src-main/services/session/current-session.ts';
import { WarmStreams } from '../../../src-main/services/warm-streams.ts';
import { commit } from '../../../tools/reference-backend/feed/feed.ts';
import { demoPeople } from '../../../tools/reference-backend/seed/people.ts';
import { dropDirectory, openMemberStation, type MemberStation } from '../../fakes/province/member-station.ts';
import { startTestProvince, type TestProvince } from '../../fakes/province/running-backend.ts';
import { occupantOf } from '../../fakes/province-desk.ts';

/** What the province promises (R-ACC, issue 4): at the latest so long after it changed its mind. */
const AT_THE_LATEST_MS = 60_000;
const GRANT_OF_THE_POLICE = '00000000-0000-7000-8000-000000000001';

let province: TestProvince;
let station: MemberStation;
let desk: ReturnType<typeof sitDown>;

function sitDown() {
  const seat = new CurrentSession({ kind: 'empty', reason: null });
  const clock = systemClock;
  const access = new Access({
    seat,
    configuration: station.memory,
    serverNow: () => epochMs(province.clock.nowMs),
    clock,
    onDisplay: () => false,
    secondFor: () => null,
  });
  const { cameras } = station.opened;
  const media = {
    permit: () => undefined,
    permitSound: () => undefined,
    prepare: () => undefined,
    revoke: () => undefined,
    wipeReplay: () => undefined,
  };
  const revoked: string[] = [];
  let tickets = 0;
  const live = new LiveService({
    ...{ access, cameras, media, warm: new WarmStreams({ media, clock }), preference: () => 'auto' as const, masksOf: () => noMasks },
    newTicket: () => `ticket-of-the-test-${(tickets += 1)}`,
    tellRevoked: (_, gone) => revoked.push(...gone),
    after: (delayMs, action) => clock.after(delayMs, action),
  });
  const known = new KnownCameras({ directory: cameras, knows: (id) => access.knows(id) });
  access.changed.on(() => {
    live.rightsChanged();
    known.rightsChanged();
  });
  const sit = (login: string): void => {
    const user = demoPeople.find((person) => person.user.login === login)?.user;
    if (user === undefined) throw new Error(`nobody is called ${login}`);
    seat.take({ kind: 'taken', by: occupantOf({ user }) });
  };
  const open = async (cameraId: string): Promise<string> => {
    await cameras.ready(cameraId);
    return live.open('w1', cameraId, 300).ticket;
  };
  return { access, live, known, revoked, sit, open };
}

const put = (type: string, id: string, document: object | null): Promise<unknown> =>
  province.backend.database.transaction((transaction) =>
    commit(transaction, province.clock.nowMs, [{ type, id, document: document === null ? null : { ...document } }]),
  );

/** Asks the province until it has said so: a question may be on its way that left before the change. */
const asked = <T>(read: () => T) =>
  expect.poll(
    async () => {
      await station.settled();
      return read();
    },
    { timeout: 20_000 },
  );

beforeAll(async () => {
  province = await startTestProvince(null);
  station = await openMemberStation(province, await province.workstation());
  await station.settled();
  desk = sitDown();
});
afterEach(() => {
  expect(province.faults).toEqual([]);
  expect(province.proxy.violations).toEqual([]);
});
afterAll(async () => {
  desk.access.dispose();
  await station.close();
  await province.close();
  dropDirectory(station.directory);
});

it('ends a grant’s tiles by itself, without anybody asking the province', { timeout: 2 * AT_THE_LATEST_MS }, async () => {
  desk.sit('congan');
  const tickets = [await desk.open('cam-0001'), await desk.open('cam-0005')];
  await expect(desk.open('cam-0002')).rejects.toMatchObject({ key: 'denied-out-of-scope' });
  expect(desk.known.list().some(({ id }) => id === 'cam-0005')).toBe(true);
  await put('grant', GRANT_OF_THE_POLICE, null);
  await expect.poll(() => [...desk.revoked].sort(), { timeout: AT_THE_LATEST_MS, interval: 100 }).toEqual([...tickets].sort());
  // What they work on in a case stays known; the rest of the ward is gone.
  expect(desk.known.list().map(({ id }) => id)).toEqual(['cam-0001', 'cam-0010']);
  await expect(desk.open('cam-0005')).rejects.toMatchObject({ key: 'denied-out-of-scope' });
});

it('ends the tiles of one camera that became a state secret, and keeps its place on the wall for nobody to see', async () => {
  desk.revoked.length = 0;
  desk.sit('trucban.pdp');
  const [secret, other] = [await desk.open('cam-0003'), await desk.open('cam-0005')];
  await put('camera', 'cam-0003', { ...station.memory.cameras.get('cam-0003')?.document, classification: 'MAT' });
  await asked(() => desk.revoked).toEqual([secret]);
  expect(desk.known.list().map(({ id }) => id)).not.toContain('cam-0003');
  const knows = (id: string): boolean => desk.access.knows(id);
  const wall: Wall = { ...emptyWall, cells: emptyWall.cells.map((_, cell) => ['cam-0003', 'cam-0005'][cell] ?? null) };
  const shown = shownWall(wall, knows);
  expect(shown.cells.slice(0, 2)).toEqual([null, 'cam-0005']);
  expect(savedWall(wall, shown, knows)).toEqual(wall);
  await expect(desk.open('cam-0003')).rejects.toMatchObject({ kind: expect.stringMatching(/^(denied|not-found)$/u) as string });
  expect(desk.revoked).not.toContain(other);
});

it('ends everything of a person who was revoked, and tells them of no camera', async () => {
  desk.revoked.length = 0;
  const user = userSchema.parse(demoPeople.find((person) => person.user.login === 'trucban.pdp')?.user);
  const open = await desk.open('cam-0013');
  await put('user', user.id, { ...user, state: 'revoked' });
  await asked(() => desk.revoked).toContain(open);
  expect(desk.known.list()).toEqual([]);
  await expect(desk.open('cam-0013')).rejects.toMatchObject({ kind: 'denied' });
});
