/** Every service of the program, built in dependency order over storage and the host. */
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { channelOf } from '../../src-contract/ipc/builder.ts';
import type { Permission as ProvincePermission } from '../../src-contract/province/schemas.ts';
import type { Snapshot } from '../../src-contract/ipc/app.ts';
import { FIRST_SCREEN, type ScreenNumber } from '../../src-contract/model/screen.ts';
import type { HandedCamera } from '../../src-contract/model/tile-exchange.ts';
import type { Clock } from '../base/clock.ts';
import type { ProgramLog } from '../base/program-log.ts';
import { bundledFfmpegPath } from '../ffmpeg/bundled.ts';
import { endLeftovers } from '../ffmpeg/end-leftovers.ts';
import { askBinary, probeFfmpeg } from '../ffmpeg/probe.ts';
import { resolveFfmpeg, type ResolvedFfmpeg } from '../ffmpeg/resolve.ts';
import type { Host, ServiceProcess } from '../hosts/host.ts';
import { buildScreens } from './screens.ts';
import { buildArrangements } from './arrangements.ts';
import { buildApprovals } from './approvals.ts';
import { buildSession } from './session.ts';
import { openAuditLog } from './audit-log.ts';
import { buildDevices, buildKeyframeAsking, loopbackDiscovery, type Devices } from './devices.ts';
import { buildDiagnostics } from './diagnostics.ts';
import { buildJoining } from './joining.ts';
import type { LedgerDatabase } from '../cache/ledger/ledger-database.ts';
import type { AuditReading } from '../services/audit/audit-reading.ts';
import type { ProvinceAudit } from '../services/audit/province-audit.ts';
import type { Audit } from '../services/audit/audit.ts';
import type { DiagnosticsExport } from '../services/diagnostics/diagnostics-export.ts';
import { Access } from '../services/access/access.ts';
import { KnownCameras } from '../services/access/known-cameras.ts';
import { KnownTerritory } from '../services/access/known-territory.ts';
import { shownWall } from '../services/access/known-wall.ts';
import type { Arrangements } from '../services/arrangements/arrangements.ts';
import type { ScreenLayouts } from '../services/arrangements/screen-layouts.ts';
import type { SharedLayouts } from '../services/arrangements/province-layouts.ts';
import type { SharedScenarios } from '../services/arrangements/province-scenarios.ts';
import { CameraDirectory } from '../services/camera-directory.ts';
import { CurrentInventory } from '../services/camera-inventory.ts';
import { CameraImport } from '../services/camera-import.ts';
import { ControlsService } from '../services/controls.ts';
import { DecoderMemoryService, machineOf } from '../services/decoder-memory.ts';
import type { Approvals } from '../services/approvals/approvals.ts';
import { Openings } from '../services/approvals/openings.ts';
import type { KeyframeAsking } from '../services/devices/keyframe-asking.ts';
import { FfmpegService } from '../services/ffmpeg-status.ts';
import { FindingService } from '../services/finding.ts';
import { LiveService } from '../services/live.ts';
import { MediaSupervisor } from '../services/media-supervisor.ts';
import { PresetPictures } from '../services/ptz/preset-pictures.ts';
import type { PtzService } from '../services/ptz/ptz-service.ts';
import { buildPtz } from './ptz.ts';
import { buildRegistrations } from './registrations.ts';
import { SnapshotService } from '../services/snapshots.ts';
import { NoticeBoard } from '../services/notices.ts';
import { Privacy } from '../services/privacy/privacy.ts';
import { OutageLog } from '../services/outage-log.ts';
import { Remembered } from '../services/remembered.ts';
import type { BootWalls } from '../services/screens/boot-walls.ts';
import type { DeepLinkCalls } from '../services/screens/deep-link-calls.ts';
import type { LayoutLibrary } from '../services/screens/kiosk.ts';
import { OpenScreens } from '../services/screens/open-screens.ts';
import type { ScreenWindows } from '../services/screens/screen-windows.ts';
import { CurrentSession } from '../services/session/current-session.ts';
import type { SessionService } from '../services/session/session-service.ts';
import { SettingsService } from '../services/settings.ts';
import type { Storage } from '../services/storage.ts';
import { ConfigurationMemory } from '../services/configuration/configuration-memory.ts';
import type { CameraCorrections } from '../services/configuration/camera-corrections.ts';
import type { CameraRegistrations } from '../services/configuration/camera-registrations.ts';
import { wasMember, type Joining } from '../services/sync/joining.ts';
import { SyncService } from '../services/sync/sync-service.ts';
import { WarmStreams } from '../services/warm-streams.ts';
import { isOnGlass, WallService } from '../services/wall.ts';

export interface Services extends Devices {
  readonly notices: NoticeBoard;
  readonly settings: SettingsService;
  readonly controls: ControlsService;
  /** Who sits here; read by whoever decides by it. */
  readonly seat: CurrentSession;
  readonly session: SessionService;
  readonly remembered: Remembered;
  readonly decoders: DecoderMemoryService;
  readonly wall: WallService;
  /** Which windows are open, as the screens they are. */
  readonly screens: OpenScreens;
  readonly screenWindows: ScreenWindows;
  /** Every window shows its number. */
  readonly identify: () => void;
  /** Tells a window its end of an exchange with a tile of another screen. */
  readonly handOver: (windowId: string, handed: HandedCamera) => void;
  readonly deepLinks: DeepLinkCalls;
  readonly arrangements: Arrangements;
  readonly sharedLayouts: SharedLayouts;
  readonly sharedScenarios: SharedScenarios;
  readonly screenLayouts: ScreenLayouts;
  readonly bootWalls: BootWalls;
  /** What people keep to show again, as far as the person at the seat may know of it. */
  readonly layoutLibrary: LayoutLibrary;
  /** Of this workstation, or of its province. */
  readonly cameras: CurrentInventory;
  readonly ownCameras: CameraDirectory;
  readonly cameraImport: CameraImport;
  readonly registrations: CameraRegistrations;
  readonly corrections: CameraCorrections;
  readonly ffmpeg: FfmpegService;
  readonly media: MediaSupervisor<ServiceProcess>;
  readonly live: LiveService;
  readonly warm: WarmStreams;
  readonly keyframes: KeyframeAsking;
  readonly outages: OutageLog;
  readonly ptz: PtzService;
  readonly presetPictures: PresetPictures;
  readonly snapshots: SnapshotService;
  readonly audit: Audit;
  readonly auditReading: AuditReading;
  /** `null` where the log cannot be opened. */
  readonly ledger: LedgerDatabase | null;
  /** `null` where there is no log. */
  readonly provinceAudit: ProvinceAudit | null;
  readonly sync: SyncService;
  readonly joining: Joining;
  /** Empty in a profile that belongs to no province. */
  readonly configuration: ConfigurationMemory;
  readonly access: Access;
  /** What two persons opened for a while. */
  readonly openings: Openings;
  readonly privacy: Privacy;
  readonly approvals: Approvals;
  /** What windows may be told of `cameras`. */
  readonly knownCameras: KnownCameras;
  /** The areas and units of those. */
  readonly knownTerritory: KnownTerritory;
  readonly finding: FindingService;
  /** What the window that is this screen needs to draw itself. */
  readonly snapshot: (screen: ScreenNumber) => Snapshot;
  readonly diagnostics: DiagnosticsExport;
}

/** Nothing of it runs yet; the media process and the search for FFmpeg are started by `app.ts`. */
export async function buildServices(host: Host, storage: Storage, programLog: ProgramLog, clock: Clock): Promise<Services> {
  const { database } = storage;
  const notices = new NoticeBoard();
  for (const notice of storage.notices) notices.post(notice);
  const settings = await SettingsService.load(database);
  const remembered = await Remembered.load(database);
  const seat = new CurrentSession();
  const controls = await ControlsService.load(database, seat);
  const configuration = new ConfigurationMemory();
  const auditLog = programLog.log.child({ part: 'audit' });
  const auditNeeds = { host, storage, remembered, settings, notices, seat, configuration, clock, log: auditLog };
  const { audit, auditReading, ledger, provinceAudit } = await openAuditLog(auditNeeds);
  const session = buildSession({ seat, storage, remembered, settings, notices, audit, configuration, clock, log: programLog.log });
  const decoders = await loadDecoders(host, storage, clock);
  const { ownCameras, cameras, wall } = await buildInventory(storage, remembered, notices, clock);
  const cameraImport = new CameraImport(cameras, () => settings.current().defaultTransport, randomUUID);
  const devices = await buildDevices(host, storage, { cameras, configuration }, clock, loopbackDiscovery(process.env));
  const ffmpeg = new FfmpegService((chosen) => findFfmpeg(chosen, clock));
  const media = buildMedia(host, programLog, clock);
  const openings = new Openings(clock);
  const privacy = new Privacy({ seat, configuration, openings, machine: hostname() });
  const screens = new OpenScreens();
  const { access, knownCameras, knownTerritory } = buildAccess({ seat, session, configuration, cameras, wall, screens, openings }, clock);
  const approvals = buildApprovals({ access, audit, cameras, configuration, openings, privacy, seat, session }, clock);
  const finding = await buildFinding(storage, seat, access, clock);
  const { live, warm } = buildLive(host, clock, { access, cameras, media, settings, privacy });
  const keyframes = buildKeyframeAsking({ ...devices, cameras, live, media }, clock, programLog.log.child({ part: 'keyframes' }));
  const ptz = buildPtz({ access, audit, cameras, configuration, notices, seat }, clock, programLog.log.child({ part: 'ptz' }));
  const outages = new OutageLog({
    ...{ storage: database, clock, newId: randomUUID, numberOf: numberIn(cameras) },
    screenOf: (windowId) => screens.list().find((open) => open.windowId === windowId)?.screen ?? FIRST_SCREEN,
  });
  const sync = new SyncService();
  const kept = await buildArrangements(database, { access, configuration, seat, sync, notices }, clock);
  const joiningParts = { provinceAudit, audit, cameras, configuration, ownCameras, remembered, seat, settings, sync, wall };
  const joining = buildJoining(host, storage, joiningParts, clock, programLog.log.child({ part: 'sync' }));
  const registered = buildRegistrations({ access, configuration, joining, seat, session, sync });
  const snapshots = buildSnapshots(host, { cameras, settings, seat, privacy, clock });
  const shown = {
    ...{ ffmpeg, seat, settings, controls, privacy, approvals, access },
    ...{ knownCameras, knownTerritory, finding, wall, notices, decoders, sync },
  };
  const snapshot = windowSnapshot(host, shown);
  const diagnostics = buildDiagnostics({ host, storage, programLog, clock, snapshot, media, live, warm, keyframes, cameras, knownCameras });
  return {
    ...{ notices, settings, controls, seat, session, remembered, decoders, wall, screens, ...kept },
    ...buildScreens(
      host,
      { arrangements: kept.arrangements, wall, screens, remembered, settings, access, knownCameras, notices, seat },
      clock,
      programLog.log.child({ part: 'screens' }),
    ),
    ...devices,
    ...{ cameras, ownCameras, cameraImport, ...registered, ffmpeg, media, live, warm, keyframes, outages, snapshots },
    ...{ ptz, presetPictures: new PresetPictures(remembered, privacy) },
    ...{ audit, auditReading, ledger, provinceAudit, sync, joining, configuration },
    ...{ access, openings, privacy, approvals, knownCameras, knownTerritory, finding, snapshot, diagnostics },
  };
}

const numberIn =
  (cameras: Pick<CurrentInventory, 'has' | 'get'>) =>
  (id: string): number =>
    cameras.has(id) ? cameras.get(id).number : 0;

function buildAccess(
  parts: Pick<Services, 'seat' | 'session' | 'configuration' | 'cameras' | 'wall' | 'screens' | 'openings'>,
  clock: Clock,
): Pick<Services, 'access' | 'knownCameras' | 'knownTerritory'> {
  const { seat, session, configuration, cameras, wall, screens, openings } = parts;
  const onDisplay = (id: string): boolean => screens.list().some(({ screen }) => isOnGlass(wall.current(screen), id));
  const serverNow = () => session.membership()?.serverClock.now() ?? clock.wall();
  const secondFor = (permission: ProvincePermission, cameraId: string): string | null =>
    permission === 'playback' ? openings.secondOf('sensitive-playback', cameraId) : null;
  const access = new Access({ seat, configuration, serverNow, clock, onDisplay, secondFor });
  const knownCameras = new KnownCameras({ directory: cameras, knows: (id) => access.knows(id) });
  return { access, knownCameras, knownTerritory: new KnownTerritory({ cameras: knownCameras, configuration }) };
}

async function buildFinding({ database }: Storage, seat: CurrentSession, access: Access, clock: Clock): Promise<FindingService> {
  const needs = { storage: database, person: () => seat.actor().userId, knows: (id: string) => access.knows(id), clock };
  return new FindingService(needs, await database.query('listFinding'));
}

function buildSnapshots(
  host: Host,
  { cameras, settings, seat, privacy, clock }: Pick<Services, 'cameras' | 'settings' | 'seat' | 'privacy'> & { readonly clock: Clock },
): SnapshotService {
  return new SnapshotService({
    cameras,
    folder: () => settings.current().snapshotFolder,
    ownFolder: join(host.paths.userData, 'snapshots'),
    operator: () => seat.actor().userId,
    watermark: () => privacy.state().watermark?.text ?? null,
    clock,
  });
}

/** What a window needs to draw itself: nothing the person at the seat may not know. */
function windowSnapshot(
  host: Host,
  parts: Pick<
    Services,
    | 'ffmpeg'
    | 'seat'
    | 'settings'
    | 'controls'
    | 'privacy'
    | 'approvals'
    | 'access'
    | 'knownCameras'
    | 'knownTerritory'
    | 'finding'
    | 'wall'
    | 'notices'
    | 'decoders'
    | 'sync'
  >,
): Services['snapshot'] {
  const {
    ffmpeg,
    seat,
    settings,
    controls,
    privacy,
    approvals,
    access,
    knownCameras,
    knownTerritory,
    finding,
    wall,
    notices,
    decoders,
    sync,
  } = parts;
  return (screen) => ({
    version: packageJson.version,
    host: { kind: host.kind, version: host.version, platform: process.platform },
    ffmpeg: ffmpeg.status(),
    session: seat.current(),
    settings: settings.current(),
    controls: controls.current(),
    rights: access.rights(),
    privacy: privacy.state(),
    approvals: approvals.state(),
    cameras: knownCameras.list(),
    territory: knownTerritory.current(),
    finding: finding.current(),
    screen,
    wall: shownWall(wall.current(screen), (id) => access.knows(id)),
    notices: notices.list(),
    decoders: decoders.list(),
    sync: sync.state(),
  });
}

function loadDecoders(host: Host, { database }: Storage, clock: Clock): Promise<DecoderMemoryService> {
  return DecoderMemoryService.load({ storage: database, machine: () => machineOf(host, process.platform, process.arch), clock });
}

async function buildInventory({ database, vault, cameraRows }: Storage, remembered: Remembered, notices: NoticeBoard, clock: Clock) {
  const known = new Set(cameraRows.map((row) => row.id));
  const wall = await WallService.load(database, (id) => known.has(id) || wasMember(remembered));
  const ownCameras = new CameraDirectory(
    {
      storage: database,
      vault,
      clock,
      newId: randomUUID,
      clearFromWall: (ids) => wall.clearCameras(ids),
      onSharedAddress: (name, other) => {
        notices.post({ id: 'camera-address-shared', severity: 'info', key: 'camera-address-shared', details: { name, other } });
      },
    },
    cameraRows,
  );
  return { ownCameras, cameras: new CurrentInventory(ownCameras), wall };
}

function buildWarm(media: MediaSupervisor<ServiceProcess>, clock: Clock): WarmStreams {
  const warm = new WarmStreams({ media, clock });
  media.streamChanged.on((change) => {
    warm.streamChanged(change);
  });
  media.notPrepared.on((ticket) => {
    warm.refused(ticket);
  });
  return warm;
}

function buildLive(
  host: Host,
  clock: Clock,
  { access, cameras, media, settings, privacy }: Pick<Services, 'access' | 'cameras' | 'media' | 'settings' | 'privacy'>,
): Pick<Services, 'live' | 'warm'> {
  const warm = buildWarm(media, clock);
  const live = new LiveService({
    access,
    after: (delayMs, action) => clock.after(delayMs, action),
    cameras,
    preference: () => settings.current().streamPreference,
    masksOf: (cameraId) => privacy.masksOf(cameraId),
    media,
    warm,
    newTicket: () => randomBytes(16).toString('base64url'),
    tellRevoked: (windowId, tickets, ending) => {
      host.notify(windowId, channelOf('live', 'onRevoked'), { tickets, ending });
    },
  });
  media.replaying.on(({ ticket, agoMs }) => {
    live.replaying(ticket, agoMs);
  });
  return { live, warm };
}

function buildMedia(host: Host, { log, writeLine }: ProgramLog, clock: Clock): MediaSupervisor<ServiceProcess> {
  return new MediaSupervisor<ServiceProcess>({
    start: () => host.startService('media', chosenSource(process.env['VMS_SOURCE'])),
    serveLinksFrom: (process) => {
      host.serveMediaLinksFrom(process);
    },
    linkToWindow: (process, windowId) => {
      host.linkServiceToWindow(process, windowId);
    },
    endLeftovers,
    clock,
    newId: randomUUID,
    log: log.child({ part: 'media' }),
    writeLogLine: writeLine,
  });
}

function findFfmpeg(setting: string | null, clock: Clock): Promise<ResolvedFfmpeg> {
  const places = {
    setting,
    bundled: bundledFfmpegPath(import.meta.url),
    searchPath: process.env['PATH'] ?? '',
    platform: process.platform,
  };
  return resolveFfmpeg(places, existsSync, (path) => probeFfmpeg(path, askBinary(clock, process.env)));
}

/** The switch for tests and measuring: `native` or `ffmpeg` for all streams. Services get no other variable of ours. */
const chosenSource = (source: string | undefined): Readonly<Record<string, string>> => (source === undefined ? {} : { VMS_SOURCE: source });
