/** A main side made of values, derived from the contract: arguments and answers pass the same schemas as the real one's. */
import { toWireError, VmsError } from '../../src-contract/errors.ts';
import type { Snapshot } from '../../src-contract/ipc/app.ts';
import {
  createNotifier,
  type Caller,
  type Contract,
  type Handlers,
  type Notifier,
  type Reply,
  type WindowTransport,
} from '../../src-contract/ipc/builder.ts';
import { contract, type VmsContract } from '../../src-contract/ipc/schema.ts';
import type { Arrangement } from '../../src-contract/model/arrangement.ts';
import type { Camera, CameraDraft, ConnectionTest } from '../../src-contract/model/camera.ts';
import type { ImportPreview } from '../../src-contract/model/camera-import.ts';
import type { AskedWall, Desk } from '../../src-contract/model/screen.ts';
import { noMasks, type PictureMasks } from '../../src-contract/model/privacy.ts';
import type { Outage } from '../../src-contract/model/outage.ts';
import { transferExported, transferImported } from './transfer-results.ts';
import type { RegistrationPlaces } from '../../src-contract/model/registration.ts';
import type { PendingEdit, RefusedItem, SyncConflict } from '../../src-contract/model/sync.ts';
import type { TileReport } from '../../src-contract/model/stream-state.ts';
import { fakePtzHandlers, type FakeMount } from './fake-ptz.ts';
import { fakeScreenHandlers, oneScreen } from './fake-screens.ts';
import { fakeLayoutHandlers } from './fake-layouts.ts';
import { fakeSessionHandlers } from './fake-session.ts';
import { fakeDeviceHandlers, type FakeDevice } from './fake-devices.ts';
import { fakeCorrectionHandlers, type FakeProposed } from './fake-corrections.ts';
import { demoPlaces, fakeRegistrationHandlers } from './fake-registration.ts';
import { fakeFindingHandlers } from './fake-finding.ts';
import { fakeApprovalHandlers } from './fake-approvals.ts';
import { fakeAudit, fakeAuditHandlers, type FakeAudit } from './fake-audit.ts';

export interface FakeAnswers {
  readonly preview: ImportPreview;
  readonly test: ConnectionTest;
  readonly probe: Snapshot['ffmpeg'];
  /** ONVIF devices on the network. */
  readonly devices?: readonly FakeDevice[];
  /** Cameras that move, by id. */
  readonly mounts?: Readonly<Record<string, FakeMount>>;
}

/** What a test may look at and turn. */
export interface FakeMain {
  readonly transport: WindowTransport;
  readonly notifier: Notifier<VmsContract>;
  snapshot: Snapshot;
  /** Channels that answer with this failure from now on. */
  readonly failures: Map<string, VmsError>;
  /** Channels that answer only once this has resolved. */
  readonly held: Map<string, Promise<void>>;
  /** Every call that passed its schema, in order. */
  readonly calls: { readonly channel: string; readonly args: unknown }[];
  /** The monitors and windows of the workstation. */
  desk: Desk;
  /** What the workstation boots into. */
  kiosk: readonly AskedWall[];
  lastReport: readonly TileReport[];
  /** What the log of tiles that were not live answers, whatever is asked. */
  outages: Outage[];
  /** Edits the province has not answered. */
  pendingEdits: PendingEdit[];
  /** Where a camera may be registered. */
  places: RegistrationPlaces;
  /** Edits the province did not take, and items it sent that are not used. */
  conflicts: SyncConflict[];
  /** What those were, where they can be corrected in a form. */
  readonly proposed: FakeProposed;
  refusedItems: RefusedItem[];
  audit: FakeAudit;
  arrangements: Arrangement[];
  /** Cameras that move. */
  readonly mounts: Map<string, FakeMount>;
  /** By camera; every other hides nothing. */
  readonly masks: Map<string, PictureMasks>;
  /** Whatever this fake itself did wrong; tests expect none. */
  readonly bugs: string[];
  onConnectLink(listener: () => void): void;
  onClose(listener: (ticket: string) => void): void;
}

const caller: Caller = { windowId: 'fake-window' };

const COUNTER_DIGITS = 15;
const ticketOf = (cameraId: string, counter: number): string => `${String(counter).padStart(COUNTER_DIGITS, '0')}-${cameraId}`.slice(0, 64);

/** The camera a ticket of this fake admits to. */
export const cameraOfTicket = (ticket: string): string => ticket.slice(COUNTER_DIGITS + 1);

export function createFakeMain(initial: Snapshot, answers: FakeAnswers): FakeMain {
  const listeners = new Set<(channel: string, payload: unknown) => void>();
  const linkListeners: (() => void)[] = [];
  const closeListeners: ((ticket: string) => void)[] = [];
  const notifier = createNotifier<VmsContract>(contract, (channel, payload) => {
    for (const listener of listeners) listener(channel, structuredClone(payload));
  });
  const fake: FakeMain = {
    transport: {
      invoke: (channel, payload) => answer(channel, payload),
      send: (channel, payload) => void answer(channel, payload),
      listen(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    notifier,
    snapshot: structuredClone(initial),
    failures: new Map(),
    held: new Map(),
    calls: [],
    desk: oneScreen,
    kiosk: [],
    lastReport: [],
    outages: [],
    pendingEdits: [],
    places: structuredClone(demoPlaces),
    conflicts: [],
    proposed: { additions: new Map(), edits: new Map() },
    refusedItems: [],
    audit: fakeAudit(),
    arrangements: [],
    mounts: new Map(Object.entries(structuredClone(answers.mounts ?? {}))),
    masks: new Map(),
    bugs: [],
    onConnectLink: (listener) => void linkListeners.push(listener),
    onClose: (listener) => void closeListeners.push(listener),
  };
  const handlers = createHandlers(fake, answers, { linkListeners, closeListeners });

  async function answer(channel: string, payload: unknown): Promise<Reply> {
    await Promise.resolve();
    try {
      return { ok: true, value: structuredClone(await call(fake, handlers, channel, payload)) };
    } catch (thrown) {
      if (!(thrown instanceof VmsError)) fake.bugs.push(String(thrown));
      return { ok: false, error: toWireError(thrown) };
    }
  }
  return fake;
}

async function call(fake: FakeMain, handlers: Handlers<VmsContract>, channel: string, payload: unknown): Promise<unknown> {
  const [group = '', name = ''] = channel.split('.');
  const entry = (contract as Contract)[group]?.[name];
  // handlers mirror the contract, which was just consulted for the very same names
  const handler = (handlers as unknown as Record<string, Record<string, (args: unknown, from: Caller) => unknown>>)[group]?.[name];
  if (entry === undefined || entry.kind === 'notify' || handler === undefined) throw new VmsError('unknown-channel', 'unknown-channel');
  const args = entry.args.safeParse(payload);
  if (!args.success) throw new VmsError('invalid-argument', 'invalid-argument', { at: args.error.issues[0]?.path.join('.') ?? '' });
  fake.calls.push({ channel, args: args.data });
  await fake.held.get(channel);
  const failure = fake.failures.get(channel);
  if (failure !== undefined) throw failure;
  const value = await handler(args.data, caller);
  return entry.kind === 'invoke' ? entry.result.parse(value) : null;
}

function cameraOf(id: string, draft: CameraDraft, number: number, before: Camera | undefined): Camera {
  return {
    id,
    number: draft.number ?? number,
    name: draft.name,
    area: draft.area,
    mainUrl: draft.mainUrl,
    subUrl: draft.subUrl,
    transport: draft.transport,
    username: draft.username,
    trustedCertificate: draft.trustedCertificate === undefined ? (before?.trustedCertificate ?? null) : draft.trustedCertificate,
    hasPassword: draft.password === null ? (before?.hasPassword ?? false) : draft.password !== '',
  };
}

interface MediaListeners {
  readonly linkListeners: readonly (() => void)[];
  readonly closeListeners: readonly ((ticket: string) => void)[];
}

function createHandlers(fake: FakeMain, answers: FakeAnswers, media: MediaListeners): Handlers<VmsContract> {
  const removed = new Map<string, readonly Camera[]>();
  let tickets = 0;
  const keep = (cameras: readonly Camera[]): void => {
    fake.snapshot = { ...fake.snapshot, cameras: [...cameras] };
  };
  const freeNumber = (): number => Math.max(0, ...fake.snapshot.cameras.map((camera) => camera.number)) + 1;
  const upsert = (camera: Camera): Camera => {
    keep([...fake.snapshot.cameras.filter((other) => other.id !== camera.id), camera]);
    fake.notifier.cameras.onChanged({ upserted: [camera], removed: [] });
    return camera;
  };
  return {
    app: {
      snapshot: () => fake.snapshot,
      dismissNotice: ({ id }) => {
        fake.snapshot = { ...fake.snapshot, notices: fake.snapshot.notices.filter((notice) => notice.id !== id) };
        return {};
      },
      exportDiagnostics: () => ({ file: 'C:\\Users\\Trực ban\\Downloads\\chan-doan-vms.json' }),
    },
    rights: {},
    ptz: fakePtzHandlers(fake.mounts),
    approvals: fakeApprovalHandlers(fake),
    privacy: {
      shut: ({ act, cameraId }) => {
        const { privacy } = fake.snapshot;
        const openings = privacy.openings.filter((opening) => opening.act !== act || opening.cameraId !== cameraId);
        fake.snapshot = { ...fake.snapshot, privacy: { ...privacy, openings } };
        fake.notifier.privacy.onState(fake.snapshot.privacy);
        return {};
      },
      watermarkMissing: () => undefined,
    },
    cameras: {
      add: ({ draft }) => {
        return upsert(cameraOf(crypto.randomUUID(), draft, freeNumber(), undefined));
      },
      update: ({ id, draft }) => {
        const before = fake.snapshot.cameras.find((camera) => camera.id === id);
        if (before === undefined) throw new VmsError('not-found', 'camera-not-found');
        return upsert(cameraOf(id, draft, before.number, before));
      },
      remove: ({ ids }) => {
        const undoId = `undo-${String(removed.size + 1)}`;
        removed.set(
          undoId,
          fake.snapshot.cameras.filter((camera) => ids.includes(camera.id)),
        );
        keep(fake.snapshot.cameras.filter((camera) => !ids.includes(camera.id)));
        fake.notifier.cameras.onChanged({ upserted: [], removed: ids });
        return { undoId };
      },
      undoRemove: ({ undoId }) => {
        const back = removed.get(undoId) ?? [];
        keep([...fake.snapshot.cameras, ...back]);
        fake.notifier.cameras.onChanged({ upserted: [...back], removed: [] });
        return { restored: back.length };
      },
      testConnection: () => answers.test,
      previewImport: () => answers.preview,
      applyImport: () => ({ added: answers.preview.adds, updated: answers.preview.updates, skipped: answers.preview.bad }),
    },
    registration: fakeRegistrationHandlers(fake),
    corrections: fakeCorrectionHandlers(fake),
    devices: fakeDeviceHandlers({
      devices: () => answers.devices ?? [],
      notifier: fake.notifier,
      add: (draft) => upsert(cameraOf(crypto.randomUUID(), draft, freeNumber(), undefined)),
    }),
    finding: fakeFindingHandlers(
      () => fake.snapshot.finding,
      (finding) => {
        fake.snapshot = { ...fake.snapshot, finding };
        fake.notifier.finding.onChanged(finding);
      },
    ),
    controls: {
      keep: ({ controls }) => {
        fake.snapshot = { ...fake.snapshot, controls };
        fake.notifier.controls.onChanged(controls);
        return controls;
      },
    },
    outages: {
      list: () => ({ outages: fake.outages, truncated: false, totals: [] }),
    },
    audit: fakeAuditHandlers(() => fake.audit),
    live: {
      open: ({ cameraId, tileHeightPx, want }) => {
        tickets += 1;
        const profile = want === 'auto' ? (tileHeightPx > 480 ? 'main' : 'sub') : want;
        return { ticket: ticketOf(cameraId, tickets), profile, fixed: null, masks: fake.masks.get(cameraId) ?? noMasks };
      },
      prepare: () => ({ prepared: true }),
      listen: ({ cameraId }) => {
        tickets += 1;
        return { ticket: ticketOf(cameraId, tickets) };
      },
      close: ({ ticket }) => {
        for (const listener of media.closeListeners) listener(ticket);
      },
      connectLink: () => {
        for (const listener of media.linkListeners) listener();
      },
      rememberDecoder: () => undefined,
      report: ({ tiles }) => {
        fake.lastReport = tiles;
      },
    },
    wall: {
      save: ({ wall }) => {
        fake.snapshot = { ...fake.snapshot, wall };
        return {};
      },
      place: () => ({}),
      exchange: () => ({}),
    },
    screens: fakeScreenHandlers(fake),
    layouts: fakeLayoutHandlers(fake),
    snapshots: {
      save: ({ arrivedAtMs }) => ({ path: `/ảnh/${String(arrivedAtMs)}.png`, sha256: '0'.repeat(64) }),
    },
    sync: {
      now: () => ({}),
      conflicts: () => ({ conflicts: fake.conflicts, truncated: false }),
      resolve: ({ id }) => {
        const known = fake.conflicts.some(({ proposalId }) => proposalId === id);
        if (!known) throw new VmsError('not-found', 'sync-edit-gone');
        fake.conflicts = fake.conflicts.filter(({ proposalId }) => proposalId !== id);
        return {};
      },
      pending: () => ({ items: fake.pendingEdits, truncated: false }),
      refused: () => ({ items: fake.refusedItems, truncated: false }),
      exportTransfer: () => transferExported,
      importTransfer: () => transferImported,
    },
    session: fakeSessionHandlers(
      () => fake.snapshot.session,
      (session) => {
        fake.snapshot = { ...fake.snapshot, session };
        fake.notifier.session.onChanged(session);
      },
    ),
    settings: {
      update: ({ patch }) => {
        const defined = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
        fake.snapshot = { ...fake.snapshot, settings: { ...fake.snapshot.settings, ...defined } };
        fake.notifier.settings.onChanged(fake.snapshot.settings);
        return fake.snapshot.settings;
      },
      probeFfmpeg: () => answers.probe,
    },
  };
}
