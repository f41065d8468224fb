/** All stores of one window, built from main's snapshot and kept current by its notifications. */
import type { Snapshot } from '../../src-contract/ipc/app.ts';
import type { Client } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { SnapshotPicture } from '../../src-contract/ipc/snapshots.ts';
import type { CameraId } from '../../src-contract/model/camera.ts';
import type { TileDiagnostics } from '../../src-contract/model/diagnostics.ts';
import type { ScreenNumber } from '../../src-contract/model/screen.ts';
import type { Wall } from '../../src-contract/model/wall.ts';
import { createApprovalsStore, type ApprovalsStore } from './approvals-store.ts';
import { createAuditStore, type AuditStore } from './audit-store.ts';
import { createCamerasStore, type CamerasStore } from './cameras-store.ts';
import { createCommandsStore, type CommandsStore } from './commands/commands-store.ts';
import { correctionCalls, type CorrectionCalls } from './correction-calls.ts';
import { createControlsStore, type ControlsStore } from './controls-store.ts';
import { createDelayedSave, type Timers } from './delayed-save.ts';
import { createDevicesStore, type DevicesStore } from './devices-store.ts';
import { createFindingStore, type FindingStore } from './finding-store.ts';
import { createHolderChange } from './holder-change.ts';
import { createLayoutsStore, type LayoutsStore } from './layouts-store.ts';
import { createOutagesStore, type OutagesStore } from './outages-store.ts';
import { createPrivacyStore, type PrivacyStore } from './privacy-store.ts';
import { createPtzStore, type PtzStore } from './ptz-store.ts';
import { registrationCalls, type RegistrationCalls } from './registration-calls.ts';
import { createRightsStore, mayDo, type RightsStore } from './rights-store.ts';
import { createScreensStore, type ScreensStore } from './screens-store.ts';
import { createSaysStore, type SaysStore } from './says-store.ts';
import { createSessionStore, type SessionStore } from './session-store.ts';
import { createSettingsStore, type SettingsStore } from './settings-store.ts';
import { createSoundStore, type SoundStore } from './sound-store.ts';
import { createSyncStore, type SyncStore } from './sync-store.ts';
import { createSystemStore, type SystemStore } from './system-store.ts';
import type { ExchangePorts } from './tile-exchanges.ts';
import { createTilesStore, type TilesStore } from './tiles-store.ts';
import { createTourStore, type TourStore } from './tour-store.ts';
import { createViewStore, type ViewStore } from './view-store.ts';
import { createWallStore, type WallStore } from './wall-store.ts';

export interface Stores {
  readonly cameras: CamerasStore;
  readonly devices: DevicesStore;
  readonly finding: FindingStore;
  readonly wall: WallStore;
  readonly layouts: LayoutsStore;
  readonly tours: TourStore;
  readonly settings: SettingsStore;
  readonly system: SystemStore;
  readonly tiles: TilesStore;
  readonly sound: SoundStore;
  readonly view: ViewStore;
  readonly outages: OutagesStore;
  readonly audit: AuditStore;
  readonly snapshots: SnapshotCalls;
  readonly registration: RegistrationCalls;
  readonly corrections: CorrectionCalls;
  readonly otherWalls: OtherWalls;
  readonly session: SessionStore;
  readonly rights: RightsStore;
  readonly ptz: PtzStore;
  readonly privacy: PrivacyStore;
  readonly approvals: ApprovalsStore;
  readonly sync: SyncStore;
  readonly screens: ScreensStore;
  readonly commands: CommandsStore;
  readonly controls: ControlsStore;
  readonly says: SaysStore;
}
/** Has no state to keep; the way to main is all a screen needs. */
export interface SnapshotCalls {
  /** Rejects with `VmsError`. */
  save(picture: SnapshotPicture): Promise<{ readonly path: string }>;
}
/** Walls of the other screens, which their own windows keep. */
export interface OtherWalls {
  /** Rejects with `VmsError`. */
  place(screen: ScreenNumber, cell: number, cameraId: CameraId): Promise<void>;
}
export interface StorePorts {
  readonly vms: Client<VmsContract>;
  readonly timers: Timers;
  /** What every hop of every tile counted just now, for the diagnostics file; none by default. */
  readonly hops?: () => Promise<readonly TileDiagnostics[]>;
  /** Reads a camera ahead, as a tour does with its next step; nothing by default. */
  readonly prepare?: (cameraId: CameraId) => void;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}
export interface OpenStores {
  readonly stores: Stores;
  /** Takes over everything from a new snapshot, after contact with main was lost. */
  refresh(snapshot: Snapshot): void;
  /** Saves what waits and stops listening. */
  dispose(): void;
}

const SAVE_DELAY_MS = 250;
/** After the cameras changed, names are folded for the search while nobody waits for it. */
const INDEX_DELAY_MS = 400;

export function openStores(snapshot: Snapshot, ports: StorePorts): OpenStores {
  const { vms } = ports;
  const saving = createWallSaving(vms, ports.timers, (failure) => {
    stores.system.getState().reportSaveFailure(failure);
  });
  const cameras = createCamerasStore(snapshot.cameras, vms.cameras, snapshot.territory);
  const says = createSaysStore();
  const wall = createWallStore(snapshot.wall, {
    ...exchangePorts(vms, says),
    save: saving.schedule,
    isFree: (cell) => cell === null || !cameras.getState().byId.has(cell),
  });
  const layouts = createLayoutsStore(vms.layouts, wall);
  const tours = createTourStore({ ...tourPorts(ports), wall, layouts, busy: () => isLookedAt(stores) });
  const look = createDelayedSave(vms.finding.look, SAVE_DELAY_MS, ports.timers);
  const stores: Stores = {
    ...{ cameras, wall, layouts, tours },
    devices: createDevicesStore(vms.devices),
    finding: createFindingStore(snapshot.finding, { calls: vms.finding, directory: cameras.getState, saveLook: look.schedule }),
    settings: createSettingsStore(snapshot.settings, vms.settings),
    system: createSystemStore(snapshot, vms.app, ports.hops ?? (() => Promise.resolve([]))),
    ...{ tiles: createTilesStore(), sound: createSoundStore(), view: createViewStore() },
    outages: createOutagesStore(vms.outages),
    otherWalls: otherWallsOf(vms),
    snapshots: { save: async (picture) => vms.snapshots.save(picture) },
    ...{ audit: createAuditStore(vms.audit), registration: registrationCalls(vms), corrections: correctionCalls(vms) },
    session: createSessionStore(snapshot.session, vms.session, (session) => holder.prepare(session)),
    rights: createRightsStore(snapshot.rights),
    ptz: createPtzStore(vms.ptz, ports.timers),
    privacy: createPrivacyStore(snapshot.privacy, vms.privacy, () => Date.now()),
    approvals: createApprovalsStore(snapshot.approvals, vms.approvals),
    sync: createSyncStore(snapshot.sync, vms.sync),
    screens: createScreensStore(snapshot.screen, vms.screens),
    ...{ commands: createCommandsStore(), says, controls: createControlsStore(snapshot.controls, vms.controls) },
  };
  const holder = createHolderChange(snapshot.session, {
    snapshot: () => vms.app.snapshot({}),
    fill: (fresh) => {
      fill(stores, fresh);
    },
    empty() {
      stores.cameras.getState().reset([]);
    },
  });
  const unsubscribe = [...follow(vms, stores, saving.isSaved), prepareSearch(stores, ports.timers)];
  return {
    stores,
    refresh(fresh) {
      fill(stores, fresh);
      holder.filledFor(fresh.session);
      stores.session.getState().replace(fresh.session);
      stores.system.getState().setConnection('connected');
    },
    dispose() {
      saving.flush();
      look.flush();
      for (const stop of unsubscribe) stop();
    },
  };
}

/** This window's wall on its way to main; `isSaved` once main has all of it. */
function createWallSaving(vms: Client<VmsContract>, timers: Timers, failed: (failure: unknown) => void) {
  let inFlight = 0;
  const save = async (wall: Wall): Promise<void> => {
    inFlight += 1;
    try {
      await vms.wall.save({ wall: wired(wall) });
    } catch (failure) {
      failed(failure);
    } finally {
      inFlight -= 1;
    }
  };
  const delayed = createDelayedSave((wall: Wall) => void save(wall), SAVE_DELAY_MS, timers);
  return { schedule: delayed.schedule, flush: delayed.flush, isSaved: () => inFlight === 0 && !delayed.waiting() };
}

const otherWallsOf = (vms: Client<VmsContract>): Stores['otherWalls'] => ({
  async place(screen, cell, cameraId) {
    await vms.wall.place({ screen, cell, cameraId });
  },
});

const exchangePorts = (vms: Client<VmsContract>, says: SaysStore): ExchangePorts => ({
  hand(call) {
    vms.wall.exchange(call).catch((thrown: unknown) => {
      says.getState().say({ tone: 'error', thrown });
    });
  },
  newId: () => crypto.randomUUID(),
});

const tourPorts = ({ now = () => 0, prepare = () => undefined }: StorePorts) => ({ now, prepare });

/** As the contract takes it. */
function wired(wall: Wall) {
  return { ...wall, cells: [...wall.cells], shape: { ...wall.shape, tiles: [...wall.shape.tiles] } };
}

/** Somebody enlarged, zoomed or looks back: a tour must not take the picture away. */
function isLookedAt({ wall, tiles }: Stores): boolean {
  const { states, zooms } = tiles.getState();
  return wall.getState().history.present.enlarged !== null || zooms.size > 0 || [...states.values()].some(({ kind }) => kind === 'replay');
}

/** Stops with the returned function. */
function prepareSearch({ cameras, finding }: Stores, timers: Timers): () => void {
  let timer: number | null = null;
  const prepareSoon = (): void => {
    if (timer !== null) timers.clear(timer);
    timer = timers.set(() => {
      timer = null;
      finding.getState().prepare();
    }, INDEX_DELAY_MS);
  };
  prepareSoon();
  const stop = cameras.subscribe(prepareSoon);
  return () => {
    stop();
    if (timer !== null) timers.clear(timer);
  };
}

/** Takes over what main says of everything but who sits here and whether it can be reached. */
function fill(stores: Stores, fresh: Snapshot): void {
  stores.cameras.getState().nameBy(fresh.territory);
  stores.cameras.getState().reset(fresh.cameras);
  stores.finding.getState().replace(fresh.finding);
  stores.wall.getState().replace(fresh.wall);
  stores.settings.getState().replace(fresh.settings);
  stores.controls.getState().replace(fresh.controls);
  stores.system.getState().setFfmpeg(fresh.ffmpeg);
  stores.system.getState().setNotices(fresh.notices);
  stores.rights.getState().replace(fresh.rights);
  stores.ptz.getState().forget();
  stores.privacy.getState().replace(fresh.privacy);
  stores.approvals.getState().replace(fresh.approvals);
  stores.sync.getState().replace(fresh.sync);
}

/** @param wallIsSaved whether what comes in of the wall is newer than what this window has */
function follow(vms: Client<VmsContract>, stores: Stores, wallIsSaved: () => boolean): readonly (() => void)[] {
  return [
    stores.wall.subscribe(({ history, selected }) => {
      stores.sound.getState().follow(history.present);
      stores.ptz.getState().follow(history.present.cells, selected);
    }),
    stores.rights.subscribe(({ rights }) => {
      const { active, leave } = stores.ptz.getState();
      if (active !== null && !mayDo(rights, 'ptz', active.cameraId)) leave();
    }),
    vms.cameras.onChanged(stores.cameras.getState().apply),
    vms.cameras.onTerritory(stores.cameras.getState().nameBy),
    vms.devices.onSearch(stores.devices.getState().apply),
    vms.finding.onChanged(stores.finding.getState().applyMarks),
    vms.wall.onChanged((wall) => {
      // while this window has newer changes under way, what comes in is older, often its own echo
      if (wallIsSaved()) stores.wall.getState().replace(wall);
    }),
    vms.wall.onExchanged((handed) => {
      stores.wall.getState().exchanged(handed);
    }),
    vms.layouts.onChanged(({ arrangements }) => {
      stores.layouts.getState().replace(arrangements);
    }),
    vms.controls.onChanged(stores.controls.getState().replace),
    vms.settings.onChanged(stores.settings.getState().replace),
    vms.session.onChanged(stores.session.getState().replace),
    vms.rights.onChanged(stores.rights.getState().replace),
    vms.ptz.onState((state) => {
      stores.ptz.getState().tell(state);
    }),
    vms.screens.onDesk(stores.screens.getState().replace),
    vms.screens.onIdentify(stores.screens.getState().identified),
    vms.screens.onCamera(({ cameraId }) => {
      const { selected, placeAt } = stores.wall.getState();
      placeAt(selected, [cameraId]);
    }),
    vms.approvals.onChanged(stores.approvals.getState().replace),
    vms.privacy.onState(stores.privacy.getState().replace),
    vms.sync.onState(stores.sync.getState().replace),
    vms.sync.onTransfer(({ step }) => {
      stores.sync.getState().transferring(step);
    }),
    vms.app.onFfmpeg(stores.system.getState().setFfmpeg),
    vms.app.onNotices(({ notices }) => {
      stores.system.getState().setNotices(notices);
    }),
  ];
}
