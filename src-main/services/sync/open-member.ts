/** Builds what keeps a member of a province in step: configuration, cameras, credentials, edits and the loop over them. */
import type { KeyObject } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { z } from 'zod';
import type { RtspTransport } from '../../../src-contract/model/camera.ts';
import type { SyncReason } from '../../../src-contract/model/sync.ts';
import type { SignedStatement, TrustBundlePayload } from '../../../src-contract/province/schemas.ts';
import type { Clock } from '../../base/clock.ts';
import { DisposableStore } from '../../base/disposable.ts';
import { openJwe } from '../../base/jwe.ts';
import type { Log } from '../../base/log.ts';
import type { CopyFacts } from '../../base/sync/proposal.ts';
import type { ServerClock } from '../../base/server-clock.ts';
import type { ConfigDatabase, ConfigFile } from '../../cache/config/config-database.ts';
import type { QueryRunner } from '../../cache/local-database.ts';
import type { ProvinceEdges } from '../../rest/ask.ts';
import { createProvince } from '../../rest/province.ts';
import { CameraCredentials } from '../configuration/camera-credentials.ts';
import { CameraNumbers } from '../configuration/camera-numbers.ts';
import { ConfigurationKeeper } from '../configuration/configuration-keeper.ts';
import type { ConfigurationMemory } from '../configuration/configuration-memory.ts';
import { ProvinceDirectory } from '../configuration/province-directory.ts';
import { credentialSealer } from '../configuration/seal-credential.ts';
import type { Remembered } from '../remembered.ts';
import { EditBook } from './edit-book.ts';
import { MemberSync } from './member-sync.ts';
import { watchNetwork } from './network-watch.ts';
import type { ProvinceFeed } from './step.ts';
import type { TransferDeskNeeds } from './transfer-desk.ts';

/** What the session side knows of the membership. */
export interface Member {
  readonly deviceId: string;
  /** X25519, private: what the province seals to this device opens with it. */
  readonly encryption: KeyObject;
  /** Ed25519, private. */
  readonly signing: KeyObject;
  trust(): TrustBundlePayload;
  readonly serverClock: Pick<ServerClock, 'now' | 'offset' | 'atLeast'>;
  /** What a file brings besides. */
  takeTrust(statement: SignedStatement): Promise<unknown>;
  takeRevocations(statement: SignedStatement): Promise<void>;
  /** The person's session where one is online, the workstation's own otherwise. */
  readonly edges: ProvinceEdges;
  /** Only the person's; `null`: nobody is signed in whom the province vouches for now. */
  userEdges(): ProvinceEdges | null;
  onlineUserId(): string | null;
  /** Who sits here, online or not; `null`: nobody. */
  editorId(): string | null;
}

export interface MemberNeeds {
  readonly member: Member;
  readonly storage: QueryRunner;
  readonly remembered: Remembered;
  readonly memory: ConfigurationMemory;
  readonly file: Pick<ConfigFile, 'open'>;
  readonly transport: () => RtspTransport;
  readonly clock: Clock;
  readonly random: () => number;
  /** UUIDv7. */
  readonly newId: () => string;
  /** Name of this machine, for labels. */
  readonly machine: string;
  readonly onDistrust: (reason: SyncReason) => void;
  /** Of transfer files. */
  readonly transfer: Pick<TransferDeskNeeds, 'log' | 'save' | 'chance'>;
  readonly log: Log;
}

export interface OpenedMember {
  readonly sync: MemberSync;
  readonly cameras: ProvinceDirectory;
  readonly edits: EditBook;
  /** Asks the province from now on. */
  start(): void;
  /** Throws away what this workstation has of its province: it left it. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

const LAST_CONTACT = 'sync.last-contact';

/** Rejects with a `VmsError` when `config.db` can be neither opened nor made. */
export async function openMember(needs: MemberNeeds): Promise<OpenedMember> {
  const { member, storage, remembered, memory, clock, log } = needs;
  const owned = new DisposableStore();
  const database = await needs.file.open();
  const keeper = new ConfigurationKeeper({
    database,
    memory,
    belief: () => ({ keys: member.trust().keys, atMs: member.serverClock.now() }),
    log,
  });
  await keeper.load();
  const credentials = await openCredentials(needs, database);
  const edits = await EditBook.load({
    storage,
    clock,
    newId: needs.newId,
    editor: () => member.editorId(),
    offerer: () => member.onlineUserId(),
  });
  const numbers = await CameraNumbers.load(storage);
  const { transport, newId } = needs;
  const sealer = () => credentialSealer(member.trust(), needs.transfer.chance);
  const cameras = owned.add(new ProvinceDirectory({ configuration: memory, numbers, credentials, edits, sealer, transport, newId }));
  const sync = owned.add(
    new MemberSync({
      feed: feedOf(member),
      ...{ database, keeper, memory, credentials, edits, clock, log, random: needs.random, onDistrust: needs.onDistrust },
      offerer: () => member.onlineUserId(),
      copyFacts: copyFactsOf(needs),
      transfer: { ...needs.transfer, member, remembered, machine: needs.machine, newId },
      clockOffset: () => member.serverClock.offset(),
      lastContactAt: remembered.get(LAST_CONTACT, z.number()),
      keepLastContact: (atMs) => {
        remembered.set(LAST_CONTACT, atMs);
      },
    }),
  );
  return {
    sync,
    cameras,
    edits,
    start: () => {
      owned.add(watchNetwork({ clock, addresses: outwardAddresses, onReturn: () => sync.networkReturned() }));
      sync.start();
    },
    forget: async () => {
      await Promise.all([keeper.forget(), numbers.forget(), edits.forget()]);
      credentials.forget();
    },
    close: async () => {
      owned.dispose();
      await database.close();
    },
  };
}

async function openCredentials({ member, memory, log }: MemberNeeds, database: ConfigDatabase): Promise<CameraCredentials> {
  const province = createProvince(member.edges);
  const credentials = new CameraCredentials({
    database,
    fetch: (ids) => province.credentials(member.deviceId, ids),
    open: (sealed) => openJwe(sealed, member.encryption),
    wanted: (id) => memory.cameras.get(id)?.document.connection.credentialRev ?? null,
    log,
  });
  await credentials.load();
  return credentials;
}

/** The feed in whichever session is open; an edit in its maker's alone. */
function feedOf(member: Member): ProvinceFeed {
  const { snapshot, changes } = createProvince(member.edges);
  return {
    snapshot,
    changes,
    propose: (proposalId, content) => {
      const edges = member.userEdges();
      if (edges === null) return Promise.resolve({ kind: 'network', code: 'no-session' });
      return createProvince(edges).propose(proposalId, content);
    },
  };
}

function copyFactsOf({ newId, machine, member }: MemberNeeds): CopyFacts {
  const time = new Intl.DateTimeFormat('vi-VN', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' });
  return {
    newId,
    machine,
    get time() {
      return time.format(member.serverClock.now());
    },
  };
}

function outwardAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((found) =>
    (found ?? []).flatMap(({ internal, address }) => (internal ? [] : [address])),
  );
}
