import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { IV_BYTES } from '../../../src-main/base/jwe.ts';
import { uuidV7 } from '../../../src-main/base/ledger/uuid-v7.ts';
import { silentLog } from '../../../src-main/base/log.ts';
import { openLedgerDatabase, type LedgerDatabase } from '../../../src-main/cache/ledger/ledger-database.ts';
import { LedgerInUse } from '../../../src-main/services/audit/ledger-in-use.ts';
import { CameraCorrections } from '../../../src-main/services/configuration/camera-corrections.ts';
import { CameraRegistrations } from '../../../src-main/services/configuration/camera-registrations.ts';
import { ProvinceAudit } from '../../../src-main/services/audit/province-audit.ts';
import { commit } from '../../../tools/reference-backend/feed/feed.ts';
import type { DeviceClient } from '../../../tools/reference-backend/load/device-client.ts';
import { cameraRegistration } from '../../fakes/camera-registration.ts';
import { cameraDraft } from '../../fakes/camera-rows.ts';
import { draftOf } from '../../fakes/ledger-book.ts';
import { ledgerStart, ledgerWorkers } from '../../fakes/ledger-start.ts';
import {
  dropDirectory,
  freshDirectory,
  openMemberStation,
  provinceTrust,
  sessionOver,
  type MemberStation,
} from '../../fakes/province/member-station.ts';
import { startTestProvince, type TestProvince } from '../../fakes/province/running-backend.ts';

const NOWHERE = 'https://127.0.0.1:9';
const DAY_MS = 86_400_000;
const SECRET = 'mật khẩu đi đường USB';
const newUuid = (): string => uuidV7(Date.now(), randomBytes(10));

let province: TestProvince;
let device: DeviceClient;
let directory = '';
let ledger: LedgerDatabase;
let log: ProvinceAudit;
let station: MemberStation;
let session: ReturnType<typeof sessionOver>;
const told: string[] = [];

beforeAll(async () => {
  province = await startTestProvince(null);
});
beforeEach(async () => {
  told.length = 0;
  directory = freshDirectory();
  device = await province.workstation();
  const { signing, sealKey } = device.keys;
  const keys = {
    logId: device.device.logId,
    signingKey: new Uint8Array(signing.export({ format: 'der', type: 'pkcs8' })),
    stateKey: new Uint8Array(32).fill(3),
  };
  const start = ledgerStart(directory, { keys, firstSealingKey: new Uint8Array(sealKey) });
  ledger = await openLedgerDatabase({ ...ledgerWorkers, start, log: silentLog });
  session = sessionOver(province, device, NOWHERE, systemClock);
  log = new ProvinceAudit({
    ledger: new LedgerInUse(ledger),
    takeOver: () => Promise.reject(new Error('it is the log of this device already')),
    notices: { post: ({ id }) => void told.push(id) },
    clock: systemClock,
    random: () => 0,
    keptDays: () => 90,
    log: silentLog,
  });
  await log.join({
    ...session.member,
    logId: device.device.logId,
    sealKey: () => null,
    forgetSealKey: () => Promise.resolve(),
    trust: () => provinceTrust(province),
    serverClock: { offset: () => null, lastContact: () => null },
  });
  station = await openMemberStation(province, device, { directory, url: NOWHERE, log });
});
afterEach(async () => {
  await station.close();
  log.dispose();
  session.dispose();
  await ledger.close();
  dropDirectory(directory);
  expect(province.faults).toEqual([]);
});
afterAll(async () => {
  await province.close();
});

const write = (count: number): Promise<unknown> =>
  ledger.ask('append', { drafts: Array.from({ length: count }, (_, index) => draftOf('live.start', { index })) });
const out = async (): Promise<Buffer> => readFileSync((await station.opened.sync.exportTransfer()).file);
const answer = async (file: Uint8Array): Promise<Buffer> => (await province.backend.answerTransfer(file)).file;
const stored = (): Promise<readonly { readonly seq: number; readonly copies: number }[]> =>
  province.backend.database.transaction(async (transaction) => {
    const rows = await transaction.all(
      'SELECT seq, COUNT(*) AS copies FROM entry WHERE log_id = ? GROUP BY seq ORDER BY seq',
      device.device.logId,
    );
    return rows.map(({ seq, copies }) => ({ seq: Number(seq), copies: Number(copies) }));
  });
const put = (id: string, document: object): Promise<unknown> =>
  province.backend.database.transaction((transaction) =>
    commit(transaction, province.clock.nowMs, [{ type: 'camera', id, document: { ...document } }]),
  );
const camera = (id: string) => {
  const held = station.memory.cameras.get(id);
  if (held === undefined) throw new Error(`no ${id}`);
  return held;
};
const flipped = (file: Buffer, at: number): Buffer => {
  const copy = Buffer.from(file);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};
const readOf = (path: string): Buffer => (statSync(path).isFile() ? readFileSync(path) : Buffer.alloc(0));
const registrations = (): CameraRegistrations =>
  new CameraRegistrations({
    member: () => ({ trust: () => provinceTrust(province), serverClock: { now: () => province.clock.nowMs } }),
    configuration: station.memory,
    mayManageAt: () => true,
    person: () => null,
    offer: (edits) => station.opened.edits.propose(edits),
    newId: newUuid,
    chance: () => ({ ephemeral: generateKeyPairSync('x25519').privateKey, iv: randomBytes(IV_BYTES) }),
  });
const corrections = (): CameraCorrections =>
  new CameraCorrections({
    province: () => station.opened,
    configuration: station.memory,
    registrations: registrations(),
    editor: () => null,
    mayManageAt: () => true,
    newId: newUuid,
  });
/** How an answer is refused. */
const refusal = async (file: Uint8Array): Promise<unknown> =>
  station.opened.sync.importTransfer(file).then(
    () => 'taken',
    (failure: unknown) => (failure as { readonly key: string }).key, // every failure of it is a VmsError
  );
const faultOf = (file: Uint8Array): Promise<unknown> =>
  province.backend.answerTransfer(file).then(
    () => 'taken',
    (failure: unknown) => (failure as { readonly reason: string }).reason, // every refusal of it is a TransferFault
  );

it('brings a workstation that never had a network the province, its passwords and a witnessed log', async () => {
  await write(3);
  const imported = await station.opened.sync.importTransfer(await answer(await out()));
  expect(imported).toMatchObject({ number: 1, again: false, acknowledged: 3, configuration: 'applied', logProblem: null });
  expect(station.memory.cameras.size).toBeGreaterThan(1200);
  expect(station.opened.cameras.sourceOf('cam-0001', 'main').password).toBe('camera-password');
  expect((await ledger.read('about', {})).state).toMatchObject({ unsent: 0, witnessed: { size: 3 } });
  expect(told).toEqual([]);
});

it('brings a workstation of ten days without a network up to date by one pair of files, nothing lost and nothing doubled', async () => {
  await station.opened.sync.importTransfer(await answer(await out()));
  const editor = [...station.memory.users.values()].find(({ document }) => document.login === 'thietbi')?.document.id ?? '';
  for (let day = 0; day < 10; day += 1) await write(600);
  province.clock.nowMs += 10 * DAY_MS;
  const { rev, document } = camera('cam-0020');
  await put('cam-0021', { ...camera('cam-0021').document, name: 'Tỉnh đổi tên' });
  await put('cam-0022', { ...camera('cam-0022').document, name: 'Tên của tỉnh' });
  station.letIn(editor);
  await station.opened.edits.propose([
    { kind: 'camera-patch', id: 'cam-0020', baseRev: rev, patch: { name: 'Máy trạm đổi tên' } },
    // Made on top of the first, whose revision nobody knew yet.
    { kind: 'camera-patch', id: 'cam-0020', baseRev: rev, patch: { name: 'Máy trạm đổi tên lần nữa', headingDeg: 12 } },
    { kind: 'camera-patch', id: 'cam-0022', baseRev: camera('cam-0022').rev, patch: { name: 'Tên của máy trạm' } },
  ]);
  const file = await out();
  const reply = await answer(file);
  const imported = await station.opened.sync.importTransfer(reply);
  expect(imported).toMatchObject({ number: 2, acknowledged: 6000, accepted: 2, kept: 1, configuration: 'applied' });
  expect(camera('cam-0020').document).toEqual({ ...document, name: 'Máy trạm đổi tên lần nữa', headingDeg: 12 });
  expect(camera('cam-0021').document.name).toBe('Tỉnh đổi tên');
  expect(await station.opened.sync.conflicts()).toMatchObject([
    { end: { kind: 'fields', fields: [{ field: 'name', mine: 'Tên của máy trạm', theirs: 'Tên của tỉnh' }] } },
  ]);
  // Both ways a second time: answered, taken in, and nothing doubled.
  expect(await station.opened.sync.importTransfer(await answer(file))).toMatchObject({
    again: true,
    acknowledged: 0,
    accepted: 0,
    kept: 0,
  });
  expect((await stored()).map(({ seq }) => seq)).toEqual(Array.from({ length: 6000 }, (_, index) => index + 1));
  expect((await stored()).filter(({ copies }) => copies !== 1)).toEqual([]);
  expect((await ledger.read('about', {})).state).toMatchObject({ unsent: 0 });
  expect(told).toEqual([]);
});

it('carries new cameras and changes with sealed passwords out, and what became of each of them back', async () => {
  await station.opened.sync.importTransfer(await answer(await out()));
  const maker = [...station.memory.users.values()].find(({ document }) => document.login === 'thietbi')?.document.id ?? '';
  station.letIn(maker);
  const registered = cameraDraft({
    name: 'Cổng UBND',
    mainUrl: 'rtsp://10.9.9.9:554/main',
    subUrl: null,
    username: 'xem',
    password: SECRET,
  });
  await registrations().offer(registered, cameraRegistration({ code: '19-05443-GT-9101' }));
  const taken = camera('cam-0030').document.code;
  await registrations().offer(
    { ...registered, name: 'Trùng mã' },
    cameraRegistration({ code: taken, areaPath: `19/${taken.slice(3, 8)}` }),
  );
  const { cameras } = station.opened;
  const { number, name, area, mainUrl, subUrl } = cameras.get('cam-0031');
  await cameras.update('cam-0031', cameraDraft({ number, name, area, mainUrl, subUrl, username: 'mới', password: `${SECRET} mới` }));

  const file = await out();
  expect(readdirSync(directory).filter((entry) => readOf(join(directory, entry)).includes(SECRET))).toEqual([]);
  const { file: reply, verdicts } = await province.backend.answerTransfer(file);
  expect(verdicts.map(({ problem }) => problem?.kind ?? 'taken')).toEqual(['taken', 'already-exists', 'taken']);
  expect(await station.opened.sync.importTransfer(reply)).toMatchObject({ accepted: 2, kept: 1, configuration: 'applied' });
  const added = cameras.list().find(({ province: { code } = { code: '' } }) => code === '19-05443-GT-9101');
  expect(cameras.sourceOf(added?.id ?? '', 'main')).toMatchObject({ username: 'xem', password: SECRET });
  expect(cameras.sourceOf('cam-0031', 'main')).toMatchObject({ username: 'mới', password: `${SECRET} mới` });

  // What was refused is corrected in its form, and goes out by the next file.
  const [refused] = await station.opened.sync.conflicts();
  expect(refused).toMatchObject({ form: 'registration', subject: { name: 'Trùng mã' }, end: { problem: 'already-exists', at: 'code' } });
  const corrected = { ...registered, name: 'Hết trùng', username: null, password: null };
  const proposalId = refused?.proposalId ?? '';
  await corrections().offerAddition(proposalId, corrected, cameraRegistration({ code: '19-05443-GT-9102' }), 'sealed');
  expect(await station.opened.sync.importTransfer(await answer(await out()))).toMatchObject({ accepted: 1, kept: 0 });
  expect(await station.opened.sync.conflicts()).toEqual([]);
  const second = cameras.list().find((one) => one.name === 'Hết trùng');
  expect(second?.id).toBe(refused?.subject.id);
  expect(cameras.sourceOf(second?.id ?? '', 'main')).toMatchObject({ username: 'xem', password: SECRET });
  // Of a file whose answer comes twice nothing is doubled.
  expect(await station.opened.sync.importTransfer(reply).catch((failure: unknown) => (failure as { readonly key: string }).key)).toBe(
    'transfer-old',
  ); // a VmsError
  expect(cameras.list().filter((one) => one.name === 'Cổng UBND' || one.name === 'Hết trùng')).toHaveLength(2);
});

it('refuses at the province, each with its own reason, what is no file of one of its workstations', async () => {
  await write(2);
  const file = await out();
  const other = await startTestProvince(null);
  try {
    expect(await faultOf(Buffer.from('PK zip'))).toBe('not-a-transfer');
    expect(await faultOf(file.subarray(0, file.length - 5))).toBe('truncated');
    expect(await faultOf(Buffer.concat([file, Buffer.from('x')]))).toBe('damaged');
    expect(await faultOf(flipped(file, file.length - 40))).toBe('damaged');
    expect(await other.backend.answerTransfer(file).catch((fault: unknown) => (fault as { readonly reason: string }).reason)).toBe(
      'other-province',
    ); // a TransferFault
    expect(await faultOf(await answer(file))).toBe('incoming');
    const stranger = await other.workstation();
    const foreign = await openMemberStation(province, stranger, { url: NOWHERE, log });
    expect(await faultOf(readFileSync((await foreign.opened.sync.exportTransfer()).file))).toBe('unknown-device');
    await foreign.close();
    dropDirectory(foreign.directory);
    const impostor = await openMemberStation(province, { device: device.device, keys: stranger.keys }, { url: NOWHERE, log });
    expect(await faultOf(readFileSync((await impostor.opened.sync.exportTransfer()).file))).toBe('bad-signature');
    await impostor.close();
    dropDirectory(impostor.directory);
  } finally {
    await other.close();
  }
  expect((await stored()).map(({ seq }) => seq)).toEqual([1, 2]);
  const later = await out();
  await answer(later);
  expect(await faultOf(file)).toBe('old');
  // The same number from an older state of the same machine.
  const restored = await openMemberStation(province, device, { url: NOWHERE, log });
  await restored.opened.sync.exportTransfer();
  expect(await faultOf(readFileSync((await restored.opened.sync.exportTransfer()).file))).toBe('number-reused');
  await restored.close();
  dropDirectory(restored.directory);
  await province.backend.database.transaction((transaction) =>
    transaction.run(`UPDATE device SET state = 'blocked' WHERE device_id = ?`, device.device.deviceId),
  );
  expect(await faultOf(later)).toBe('device-blocked');
});

it('refuses at the workstation, each with its own reason, what is no answer to a file of its own', async () => {
  const file = await out();
  const first = await answer(file);
  const neighbour = await openMemberStation(province, await province.workstation(), { url: NOWHERE, log });
  const theirs = await answer(readFileSync((await neighbour.opened.sync.exportTransfer()).file));
  await neighbour.close();
  dropDirectory(neighbour.directory);
  expect(await refusal(Buffer.from('không phải'))).toBe('transfer-not-a-transfer');
  expect(await refusal(first.subarray(0, 5000))).toBe('transfer-truncated');
  expect(await refusal(flipped(first, first.length - 40))).toBe('transfer-damaged');
  expect(await refusal(file)).toBe('transfer-outgoing');
  expect(await refusal(theirs)).toBe('transfer-other-device');
  const second = await answer(await out());
  expect(await refusal(second)).toBe('taken');
  expect(await refusal(first)).toBe('transfer-old');
  expect(await refusal(second)).toBe('taken');
  const elsewhere = await openMemberStation(province, device, { url: NOWHERE, log });
  await expect(elsewhere.opened.sync.importTransfer(second)).rejects.toMatchObject({ key: 'transfer-not-asked' });
  await elsewhere.close();
  dropDirectory(elsewhere.directory);
});

it('stops the log with an alarm where the province says that it has another one', async () => {
  await write(2);
  const reply = await answer(await out());
  await province.backend.database.transaction((transaction) =>
    transaction.run('UPDATE entry SET hash = ? WHERE log_id = ? AND seq = 2', 'ab'.repeat(32), device.device.logId),
  );
  expect(await station.opened.sync.importTransfer(reply)).toMatchObject({ acknowledged: 2 });
  await write(1);
  expect(await station.opened.sync.importTransfer(await answer(await out()))).toMatchObject({ logProblem: 'log-fork' });
  expect(told).toEqual(['audit-upload-fork']);
});
