/** A workstation that belongs to a running province: the real databases, services and line, without a window. */
import { generateKeyPairSync, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SyncState } from '../../../src-contract/model/sync.ts';
import { systemClock, type Clock } from '../../../src-main/base/clock.ts';
import { silentLog } from '../../../src-main/base/log.ts';
import { ServerClock } from '../../../src-main/base/server-clock.ts';
import { openLocalDatabase } from '../../../src-main/cache/local-database.ts';
import { askProvince } from '../../../src-main/rest/ask.ts';
import { DeviceTokens } from '../../../src-main/rest/device-tokens.ts';
import { ProvinceLine, type TokenHolder } from '../../../src-main/rest/province-line.ts';
import { UserTokens } from '../../../src-main/rest/user-tokens.ts';
import { ConfigurationMemory } from '../../../src-main/services/configuration/configuration-memory.ts';
import { Remembered } from '../../../src-main/services/remembered.ts';
import { ConfigFile } from '../../../src-main/cache/config/config-database.ts';
import { openMember, type Member, type MemberNeeds, type OpenedMember } from '../../../src-main/services/sync/open-member.ts';
import type { TrustBundlePayload } from '../../../src-contract/province/schemas.ts';
import type { DeviceClient } from '../../../tools/reference-backend/load/device-client.ts';
import { signInOf, type TestProvince } from './running-backend.ts';

export interface MemberStation {
  readonly directory: string;
  readonly memory: ConfigurationMemory;
  readonly opened: OpenedMember;
  readonly states: SyncState[];
  readonly distrusted: string[];
  /** Opens a person's session; returns their id. */
  signIn(login: string): Promise<string>;
  signOut(): void;
  /** Somebody is let in by this machine alone. */
  letIn(userId: string): void;
  /** Asks now and waits until the province has answered, or could not. */
  settled(): Promise<SyncState>;
  /** Ends this run; the files stay for the next one. */
  close(): Promise<void>;
}

export interface StationOptions {
  readonly directory?: string;
  readonly url?: string;
  readonly clock?: Clock;
  /** What goes out in transfer files of the audit log; none without it. */
  readonly log?: MemberNeeds['transfer']['log'];
}

const spki = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64');

/** What the province's own bundle says, as a workstation keeps it. */
export const provinceTrust = ({ backend: { keys } }: TestProvince): TrustBundlePayload => ({
  version: 1,
  issuedAt: '2026-01-01T00:00:00.000Z',
  notAfter: '2036-01-01T00:00:00.000Z',
  roots: [keys.authority.rootPem],
  keys: [
    {
      keyid: keys.statement.keyid,
      publicKey: spki(keys.statement.publicKey),
      uses: ['trust', 'feed', 'grace', 'revocations', 'approval', 'transfer'],
      notBefore: '2026-01-01T00:00:00.000Z',
      notAfter: '2036-01-01T00:00:00.000Z',
    },
  ],
  witness: keys.witness.verifierKey,
  revokedCertificates: [],
  crl: '',
  transfer: { keyid: keys.transfer.keyid, publicKey: spki(keys.transfer.publicKey) },
});

export const freshDirectory = (): string => mkdtempSync(join(tmpdir(), 'vms máy trạm '));
export const dropDirectory = (directory: string): void => {
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
};

export async function openMemberStation(
  province: TestProvince,
  device: Pick<DeviceClient, 'device' | 'keys'>,
  options: StationOptions = {},
): Promise<MemberStation> {
  const directory = options.directory ?? freshDirectory();
  const clock = options.clock ?? systemClock;
  const storage = await openLocalDatabase({ workerUrl: source('cache/worker.ts'), directory, log: silentLog });
  const memory = new ConfigurationMemory();
  const session = sessionOver(province, device, options.url ?? province.url, clock);
  const distrusted: string[] = [];
  const opened = await openMember({
    ...memberParts(directory, clock, options.log),
    member: session.member,
    storage,
    remembered: await Remembered.load(storage),
    memory,
    onDistrust: (reason) => distrusted.push(reason),
  });
  const states: SyncState[] = [];
  opened.sync.changed.on((state) => states.push(state));
  return {
    ...{ directory, memory, opened, states, distrusted },
    signIn: (login) => session.signIn(login),
    signOut: session.signOut,
    letIn: session.letIn,
    settled: () => settledOf(opened),
    close: async () => {
      await opened.close();
      await storage.close();
      session.dispose();
    },
  };
}

/** What does not differ between stations. */
export const memberParts = (directory: string, clock: Clock, log: MemberNeeds['transfer']['log'] = null) => ({
  file: new ConfigFile({ workerUrl: source('cache/config/worker.ts'), directory, log: silentLog }),
  transport: () => 'tcp' as const,
  clock,
  random: Math.random,
  newId: () => uuidV7Like(),
  machine: 'TRUCBAN-01',
  transfer: {
    log,
    save: (name: string, content: Uint8Array) => {
      writeFileSync(join(directory, name), content);
      return Promise.resolve(join(directory, name));
    },
    chance: () => ({ ephemeral: generateKeyPairSync('x25519').privateKey, iv: randomBytes(12) }),
  },
  log: silentLog,
});

const source = (path: string): URL => new URL(`../../../src-main/${path}`, import.meta.url);

/** Only the version and the order matter to the contract. */
function uuidV7Like(): string {
  const random = randomUUID();
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
}

function settledOf({ sync }: OpenedMember): Promise<SyncState> {
  return new Promise((resolve) => {
    let began = false;
    const listening = sync.changed.on((state) => {
      began ||= state.kind === 'working';
      if (!began || state.kind === 'working') return;
      listening.dispose();
      resolve(state);
    });
    sync.wake();
  });
}

/** What the session side gives, over a line of its own. */
export function sessionOver(province: TestProvince, device: Pick<DeviceClient, 'device' | 'keys'>, url: string, clock: Clock) {
  const serverClock = new ServerClock(clock, { serverMs: province.clock.nowMs, wallMs: clock.wall() });
  const line = new ProvinceLine({
    url,
    signing: device.keys.signing,
    trusted: { roots: [province.backend.keys.authority.rootPem], revocationList: null, revoked: new Set() },
    serverClock,
    clock,
    newId: randomUUID,
  });
  const open = line.edges(null);
  const deviceTokens = new DeviceTokens(open);
  let offlineId: string | null = null;
  let person: { readonly id: string; readonly tokens: UserTokens } | null = null;
  const holder = (): TokenHolder => person?.tokens ?? deviceTokens;
  const member: Member = {
    deviceId: device.device.deviceId,
    encryption: device.keys.encryption,
    signing: device.keys.signing,
    trust: () => provinceTrust(province),
    takeTrust: () => Promise.resolve(),
    takeRevocations: () => Promise.resolve(),
    serverClock,
    edges: line.edges({ token: () => holder().token(), refused: (problem, token) => holder().refused(problem, token) }),
    userEdges: () => (person === null ? null : line.edges(person.tokens)),
    onlineUserId: () => person?.id ?? null,
    editorId: () => person?.id ?? offlineId,
  };
  return {
    member,
    signIn: async (login: string): Promise<string> => {
      province.clock.nowMs += 30_000; // each code of the second factor works once
      const answer = await askProvince(open, 'signIn', { body: signInOf(login, province.clock.nowMs) });
      if (answer.kind !== 'answered' || answer.value.kind !== 'user') throw new Error(JSON.stringify(answer));
      person = { id: answer.value.user.id, tokens: new UserTokens(open, answer.value) };
      return person.id;
    },
    letIn: (userId: string): void => {
      offlineId = userId;
    },
    signOut: (): void => {
      person = null;
    },
    dispose: (): void => {
      line.dispose();
    },
  };
}
