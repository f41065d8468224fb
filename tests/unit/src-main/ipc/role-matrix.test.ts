/**
 * Every call of the contract by every role of the demo province, forged: through the real contract server, judged by the
 * configuration of the seed. What is expected is written down here by hand from the matrix of requirements §2.2.
 */
import { describe, expect, it } from 'vitest';
import { wholeLog } from '../../../../src-contract/model/audit-log.ts';
import { channelOf, type Contract, type Handlers } from '../../../../src-contract/ipc/builder.ts';
import { contract, type VmsContract } from '../../../../src-contract/ipc/schema.ts';
import { defaultControls } from '../../../../src-contract/model/controls.ts';
import { regularShape } from '../../../../src-contract/model/layout.ts';
import { emptyWall } from '../../../../src-contract/model/wall.ts';
import { VmsError } from '../../../../src-contract/errors.ts';
import { monotonicMs } from '../../../../src-contract/time.ts';
import { silentLog } from '../../../../src-main/base/log.ts';
import type { KnownType } from '../../../../src-main/base/sync/judge-item.ts';
import { createContractServer, type Refusal } from '../../../../src-main/ipc/contract-server.ts';
import { AccessDenied } from '../../../../src-main/services/access/access-denied.ts';
import type { Seat } from '../../../../src-main/services/session/seat.ts';
import { demoPeople } from '../../../../tools/reference-backend/seed/people.ts';
import { buildSeed } from '../../../../tools/reference-backend/seed/seed.ts';
import { cameraRegistration } from '../../../fakes/camera-registration.ts';
import { occupantOf, provinceDesk } from '../../../fakes/province-desk.ts';
import { NOW } from '../../../fakes/rights-world.ts';

const seed = buildSeed({ seed: 20_261_121, nowMs: NOW, badRows: false, simulatorUrl: 'rtsp://127.0.0.1:8554', liveCount: 20 });

/** By what people of the demo have to do with them. */
const cameras = {
  /** In Phan Đình Phùng ward. */
  ward: 'cam-0003',
  /** There too, with a contractor's ticket. */
  ticket: 'cam-0005',
  /** Elsewhere; the ward's officers may watch it live. */
  granted: 'cam-0002',
  /** The same, and in an extraction case. */
  case: 'cam-0010',
  elsewhere: 'cam-0004',
} as const;
type Place = keyof typeof cameras;
const everywhere = Object.keys(cameras) as readonly Place[]; // its own keys
const nowhere: readonly Place[] = [];

const signedIn: Readonly<Record<string, string>> = {
  'leader-viewer': 'lanhdao',
  'ioc-operator': 'trucban.ioc',
  'unit-operator': 'trucban.pdp',
  'police-liaison': 'congan',
  'extraction-officer': 'trichxuat',
  approver: 'pheduyet',
  'device-admin': 'thietbi',
  'system-admin': 'quantri',
  inspector: 'thanhtra',
  contractor: 'nhathau',
};
type Role = keyof typeof signedIn;

const wardOfficer: readonly Place[] = ['ward', 'ticket', 'granted', 'case'];
/** Cameras each role knows of. */
const knowing: Partial<Record<Role, readonly Place[]>> = {
  'leader-viewer': everywhere,
  'ioc-operator': everywhere,
  'unit-operator': wardOfficer,
  'police-liaison': ['ward', 'ticket', 'case'],
  'extraction-officer': ['case'],
  approver: everywhere,
  'device-admin': everywhere,
  inspector: ['case'],
  contractor: ['ticket'],
};
/** Device administrators may move cameras only to set them up, which the wall is not. */
const movers: Partial<Record<Role, readonly Place[]>> = {
  'ioc-operator': everywhere,
  'unit-operator': ['ward', 'ticket'],
  contractor: ['ticket'],
};
const moving = (args: object = {}) => ({ args: (cameraId: string) => ({ cameraId, ...args }), by: movers });
/** A mask is lifted from what is to be seen now; the case of these cameras is about the past, and opens none. */
const lifters: Partial<Record<Role, readonly Place[]>> = {};
/** Who watches at all may say what stands on their wall. */
const placers: Partial<Record<Role, readonly Place[]>> = {
  'leader-viewer': everywhere,
  'ioc-operator': everywhere,
  'unit-operator': wardOfficer,
  'police-liaison': ['ward', 'ticket', 'case'],
  contractor: ['ticket'],
};
/** Calls on a camera: where each role may; left out: nowhere. */
const onCamera: Readonly<
  Record<string, { readonly args: (cameraId: string) => unknown; readonly by: Partial<Record<Role, readonly Place[]>> }>
> = {
  'live.open': {
    args: (cameraId) => ({ cameraId, tileHeightPx: 300 }),
    by: {
      'leader-viewer': everywhere,
      'ioc-operator': everywhere,
      'unit-operator': wardOfficer,
      'police-liaison': ['ward', 'ticket'],
      contractor: ['ticket'],
    },
  },
  'live.prepare': {
    args: (cameraId) => ({ cameraId, tileHeightPx: 300 }),
    by: {
      'leader-viewer': everywhere,
      'ioc-operator': everywhere,
      'unit-operator': wardOfficer,
      'police-liaison': ['ward', 'ticket'],
      contractor: ['ticket'],
    },
  },
  'live.listen': {
    args: (cameraId) => ({ cameraId }),
    by: {
      'leader-viewer': everywhere,
      'ioc-operator': everywhere,
      'unit-operator': wardOfficer,
      'police-liaison': ['ward', 'ticket'],
      contractor: ['ticket'],
    },
  },
  'wall.save': {
    args: (cameraId) => ({ wall: { ...emptyWall, cells: emptyWall.cells.map((_, cell) => (cell === 0 ? cameraId : null)) } }),
    by: placers,
  },
  'wall.place': { args: (cameraId) => ({ screen: 1, cell: 0, cameraId }), by: placers },
  'wall.exchange': {
    args: (cameraId) => ({ screen: 1, cell: 0, fromCell: 0, exchangeId: '00000000-0000-4000-8000-000000000001', was: null, cameraId }),
    by: placers,
  },
  'approvals.ask': { args: (cameraId) => ({ cameraId, act: 'unmask', reason: 'x' }), by: lifters },
  'approvals.here': {
    args: (cameraId) => ({ cameraId, act: 'unmask', reason: 'x', login: 'pheduyet', password: 'x' }),
    by: lifters,
  },
  'snapshots.save': {
    args: (cameraId) => ({
      ...{ cameraId, format: 'png', width: 1, height: 1, arrivedAtMs: 1, cameraTime: null, replay: false },
      ...{ profile: 'sub', fidelity: 'full', stamped: true, dataBase64: '' },
    }),
    by: { 'ioc-operator': everywhere, 'unit-operator': ['ward', 'ticket'] },
  },
  'ptz.describe': moving(),
  'ptz.move': moving({ velocity: { pan: 1, tilt: 0, zoom: 0, focus: 0 } }),
  'ptz.shift': moving({ x: 0, y: 0, closer: 1 }),
  'ptz.autoFocus': moving(),
  'ptz.iris': moving({ change: 'open' }),
  'ptz.lock': moving({ locked: true }),
  'ptz.presets': moving(),
  'ptz.goTo': moving({ token: '1' }),
  'ptz.goHome': moving(),
  'ptz.savePreset': moving({ token: null, name: 'Cổng' }),
  'ptz.removePreset': moving({ token: '1' }),
  'ptz.keepPicture': moving({ token: '1', picture: 'data:image/jpeg;base64,AAAA' }),
  'ptz.startTour': moving({ seconds: 15 }),
  'outages.list': {
    args: (cameraId) => ({ fromMs: 0, toMs: 1, cameraId }),
    by: knowing,
  },
  'finding.favour': { args: (id) => ({ ids: [id], favourite: true }), by: knowing },
  'finding.tag': { args: (id) => ({ ids: [id], tag: 'lễ hội', tagged: true }), by: knowing },
  'cameras.update': {
    args: (id) => ({ id, draft: { number: 1, name: 'Cổng', mainUrl: 'rtsp://h/1' } }),
    by: { 'device-admin': everywhere, contractor: ['ticket'] },
  },
  'corrections.edit': {
    args: (id) => ({ proposalId: uuid, cameraId: id }),
    by: { 'device-admin': everywhere, contractor: ['ticket'] },
  },
  'corrections.offerEdit': {
    args: (id) => ({ proposalId: uuid, cameraId: id, draft: { number: 1, name: 'Cổng', mainUrl: 'rtsp://h/1' }, login: 'drafted' }),
    by: { 'device-admin': everywhere, contractor: ['ticket'] },
  },
  'cameras.remove': { args: (id) => ({ ids: [id] }), by: { 'device-admin': everywhere, contractor: ['ticket'] } },
  'cameras.testConnection': {
    args: (id) => ({ id, draft: { number: 1, name: 'Cổng', mainUrl: 'rtsp://h/1' }, profile: 'main' }),
    by: { 'device-admin': everywhere, contractor: ['ticket'] },
  },
};

const allRoles = Object.keys(signedIn);
const draft = { number: null, name: 'Cổng', mainUrl: 'rtsp://h/1' };
const device = {
  address: 'http://h/onvif/device_service',
  media: 'media2',
  source: '',
  mainProfile: 'm',
  subProfile: null,
  hasPtz: false,
  clockOffsetMs: null,
  manufacturer: '',
  model: '',
  firmware: '',
  serial: '',
};
const readers = allRoles.filter((role) => !['leader-viewer', 'device-admin', 'contractor'].includes(role));
const syncers = ['ioc-operator', 'unit-operator', 'device-admin', 'system-admin', 'contractor'];
const watchers: readonly Role[] = ['leader-viewer', 'ioc-operator', 'unit-operator', 'police-liaison', 'contractor'];
const layout = { name: 'x', shape: regularShape(1), cells: [null], hotspot: null };
const kept = { name: 'x', screens: [{ screen: 1, layout: { place: 'shared', id: 'x' } }] };
const deciders: readonly Role[] = ['approver', 'system-admin'];
const uuid = '0193c1a0-7000-7000-8000-000000000001';

/** All other calls: who may. */
const elsewhere: Readonly<Record<string, { readonly args: unknown; readonly by: readonly Role[] | 'everybody' }>> = {
  'app.snapshot': { args: {}, by: 'everybody' },
  'app.dismissNotice': { args: { id: 'x' }, by: 'everybody' },
  'app.exportDiagnostics': { args: { tiles: [] }, by: allRoles },
  'session.enrol': { args: { slip: '' }, by: 'everybody' },
  'session.signIn': { args: { kind: 'oidc' }, by: 'everybody' },
  'session.cancelSignIn': { args: {}, by: 'everybody' },
  'session.lock': { args: { displayOnly: true }, by: 'everybody' },
  'session.unlock': { args: { kind: 'oidc' }, by: 'everybody' },
  'session.signOut': { args: {}, by: 'everybody' },
  'session.handOver': { args: { note: 'x' }, by: 'everybody' },
  'session.takeOver': { args: {}, by: 'everybody' },
  'session.changePassword': { args: { current: 'a', next: 'b' }, by: 'everybody' },
  'session.setPassphrase': { args: { passphrase: 'a', proof: 'recent' }, by: 'everybody' },
  'session.dropPassphrase': { args: {}, by: 'everybody' },
  'session.purposes': { args: {}, by: 'everybody' },
  'session.choosePurpose': { args: { purposeId: 'ANTT', caseNo: null }, by: 'everybody' },
  'session.reportActivity': { args: {}, by: 'everybody' },
  'finding.look': { args: { view: 'unit', folds: { 'area:19': false } }, by: allRoles },
  'ptz.stop': { args: { cameraId: 'cam-0003' }, by: 'everybody' },
  'live.close': { args: { ticket: 'x'.repeat(22) }, by: 'everybody' },
  'live.connectLink': { args: {}, by: 'everybody' },
  'live.report': { args: { tiles: [] }, by: 'everybody' },
  'live.rememberDecoder': { args: { proven: { codec: 'avc1.42e01e', width: 640, height: 360, decoder: 'ffmpeg' } }, by: 'everybody' },
  'screens.desk': { args: {}, by: 'everybody' },
  'screens.open': { args: { displayId: null }, by: allRoles },
  'screens.close': { args: { screen: 2 }, by: allRoles },
  'screens.move': { args: { screen: 2, displayId: '1' }, by: allRoles },
  'screens.focus': { args: { screen: 2 }, by: allRoles },
  'screens.kiosk': { args: {}, by: 'everybody' },
  'screens.setKiosk': { args: { walls: [] }, by: ['device-admin', 'system-admin'] },
  'screens.identify': { args: {}, by: allRoles },
  'screens.focused': { args: {}, by: 'everybody' },
  'screens.listening': { args: {}, by: 'everybody' },
  'approvals.use': { args: { id: uuid }, by: 'everybody' },
  'approvals.look': { args: {}, by: 'everybody' },
  'approvals.approve': { args: { id: uuid, reason: null }, by: deciders },
  'approvals.reject': { args: { id: uuid, reason: 'x' }, by: deciders },
  'privacy.shut': { args: { act: 'unmask', cameraId: 'cam-0003' }, by: 'everybody' },
  'privacy.watermarkMissing': { args: { cameraId: 'cam-0003' }, by: 'everybody' },
  'controls.keep': { args: { controls: defaultControls }, by: allRoles },
  'settings.update': { args: { patch: { ffmpegPath: '/opt/other' } }, by: ['device-admin', 'system-admin'] },
  'settings.probeFfmpeg': { args: { path: null }, by: ['device-admin', 'system-admin'] },
  'cameras.add': { args: { draft }, by: ['device-admin'] },
  'devices.search': { args: { range: '' }, by: ['device-admin'] },
  'devices.stopSearch': { args: { searchId: 'x' }, by: ['device-admin'] },
  'devices.inspect': { args: { address: '10.0.0.1', username: '', password: '', trustedCertificate: null }, by: ['device-admin'] },
  'devices.addMany': { args: { drafts: [{ draft, device }] }, by: ['device-admin'] },
  'cameras.undoRemove': { args: { undoId: 'x' }, by: ['device-admin', 'contractor'] },
  'corrections.addition': { args: { proposalId: uuid }, by: ['device-admin'] },
  'corrections.offerAddition': {
    args: { proposalId: uuid, draft, registration: cameraRegistration(), login: 'drafted' },
    by: ['device-admin'],
  },
  'registration.places': { args: {}, by: ['device-admin'] },
  'registration.offer': { args: { draft, registration: cameraRegistration() }, by: ['device-admin'] },
  'cameras.previewImport': { args: { text: 'name' }, by: ['device-admin'] },
  'cameras.applyImport': { args: { importId: 'x' }, by: ['device-admin'] },
  'layouts.list': { args: {}, by: watchers },
  'layouts.save': { args: { layoutId: null, layout }, by: watchers },
  'layouts.saveScenario': { args: { scenarioId: null, scenario: kept }, by: watchers },
  'layouts.saveTour': {
    args: { tourId: null, tour: { name: 'x', dwellSeconds: 5, steps: [{ kind: 'layout', layout: { place: 'shared', id: 'x' } }] } },
    by: watchers,
  },
  'layouts.recall': { args: { scenarioId: 'x' }, by: watchers },
  'layouts.remove': { args: { arrangementId: 'x' }, by: watchers },
  'layouts.share': { args: { layoutId: null, baseRev: null, layout }, by: ['ioc-operator', 'unit-operator'] },
  'layouts.unshare': { args: { layoutId: 'x' }, by: ['ioc-operator', 'unit-operator'] },
  'layouts.shareScenario': { args: { scenarioId: null, baseRev: null, scenario: kept }, by: ['ioc-operator', 'unit-operator'] },
  'layouts.unshareScenario': { args: { scenarioId: 'x' }, by: ['ioc-operator', 'unit-operator'] },
  'sync.now': { args: {}, by: 'everybody' },
  'sync.pending': { args: {}, by: syncers },
  'sync.conflicts': { args: {}, by: syncers },
  'sync.resolve': { args: { id: uuid, resolution: 'discard' }, by: syncers },
  'sync.refused': { args: {}, by: syncers },
  'sync.exportTransfer': { args: {}, by: syncers },
  'sync.importTransfer': { args: { content: '' }, by: syncers },
  'audit.about': { args: {}, by: readers },
  'audit.find': { args: wholeLog, by: readers },
  'audit.page': { args: { readingId: 'x', from: 0, count: 1 }, by: readers },
  'audit.entry': { args: { readingId: 'x', at: 0 }, by: readers },
  'audit.whatWasSeen': { args: { userId: null, fromMs: 0, toMs: 1 }, by: readers },
  'audit.verify': { args: {}, by: readers },
  'audit.export': { args: { filter: wholeLog, form: 'csv' }, by: readers },
};

function seatOf(role: Role): Seat {
  const person = demoPeople.find(({ user }) => user.login === signedIn[role]);
  if (person === undefined) throw new Error(`nobody of the demo is ${role}`);
  return { kind: 'taken', by: occupantOf({ user: person.user }) };
}

/** The real gate with handlers that only say they were reached. */
function serve(seat: Seat) {
  const { access } = provinceDesk(
    seed.map(({ type, id, document }) => [type as KnownType, { ...document, id }] as const), // the seed has no other types
    seat,
  );
  const refusals: Refusal[] = [];
  const reached = new Set<string>();
  /** A second between calls, so that none is one too many. */
  let nowMs = 0;
  const handlers = Object.fromEntries(
    Object.entries(contract as Contract).map(([group, calls]) => [
      group,
      Object.fromEntries(
        Object.keys(calls).map((call) => [
          call,
          () => {
            reached.add(channelOf(group, call));
            throw new VmsError('cancelled', 'cancelled');
          },
        ]),
      ),
    ]),
  ) as unknown as Handlers<VmsContract>; // one for every entry, built from the contract itself
  const server = createContractServer({
    contract,
    handlers,
    authorise: (permission, args) => {
      access.demand(permission, args);
    },
    onRefused: (refusal) => refusals.push(refusal),
    recorded: async (_, effect) => await effect(),
    clock: { now: () => monotonicMs((nowMs += 1000)) },
    log: silentLog,
  });
  const entries = new Map(
    Object.entries(contract as Contract).flatMap(([group, calls]) =>
      Object.entries(calls).map(([call, entry]) => [String(channelOf(group, call)), entry] as const),
    ),
  );
  /** Whether the call got past the gate; a refusal must have been told, with its rule, and have reached nothing. */
  const admits = async (channel: string, args: unknown): Promise<boolean> => {
    reached.clear();
    refusals.length = 0;
    if (entries.get(channel)?.kind === 'send') server.send('w1', channel, args);
    else await server.invoke('w1', channel, args);
    if (reached.has(channel)) return true;
    const [refusal] = refusals;
    expect(refusal).toMatchObject({ channel, error: { kind: 'denied' } });
    expect(refusal?.error).toBeInstanceOf(AccessDenied);
    return false;
  };
  return { admits };
}

const channels = Object.entries(contract as Contract).flatMap(([group, calls]) =>
  Object.entries(calls).flatMap(([call, entry]) => (entry.kind === 'notify' ? [] : [String(channelOf(group, call))])),
);

it('knows what is right for every call of the contract and every role of the demo', () => {
  expect([...Object.keys(onCamera), ...Object.keys(elsewhere)].sort()).toEqual([...channels].sort());
  const roles = seed.flatMap(({ type, id }) => (type === 'role' ? [id] : []));
  // Nobody of the demo has the role for viewing under public-service discipline: it opens nothing by itself.
  expect(roles.filter((id) => id !== 'discipline-viewer').sort()).toEqual([...allRoles].sort());
});

describe.each(allRoles)('%s', (role) => {
  const { admits } = serve(seatOf(role));

  it.each(Object.entries(onCamera))('%s', async (channel, { args, by }) => {
    const admitted: string[] = [];
    for (const place of everywhere) if (await admits(channel, args(cameras[place]))) admitted.push(place);
    expect(admitted).toEqual(by[role] ?? nowhere);
    expect(await admits(channel, args('cam-none'))).toBe(wholeProvince.has(role) && by[role] !== undefined && !knownOnly.has(channel));
  });

  it.each(Object.entries(elsewhere))('%s', async (channel, { args, by }) => {
    expect(await admits(channel, args)).toBe(by === 'everybody' || by.includes(role));
  });
});

/** A right to the whole province goes on to `not-found` with a camera that does not exist; to all others it is out of scope. */
const wholeProvince = new Set<Role>(['leader-viewer', 'ioc-operator']);
/** Calls that want the camera to be one of the list. */
const knownOnly = new Set(['wall.save', 'wall.place', 'wall.exchange', 'outages.list', 'finding.favour', 'finding.tag']);

describe('an empty seat', () => {
  const { admits } = serve({ kind: 'empty', reason: null });

  it.each(channels)('%s', async (channel) => {
    const entry = elsewhere[channel];
    const args = entry?.args ?? onCamera[channel]?.args(cameras.ward);
    expect(await admits(channel, args)).toBe(entry?.by === 'everybody');
  });
});

describe('a workstation without a province', () => {
  const { admits } = serve({ kind: 'standalone' });

  it.each(channels)('%s', async (channel) => {
    expect(await admits(channel, elsewhere[channel]?.args ?? onCamera[channel]?.args('any'))).toBe(true);
  });
});
