/** A workstation's seat over real services and in-memory storage, its clocks and its watching moved by hand. */
import { hash, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { epochMs, monotonicMs } from '../../../src-contract/time.ts';
import type { HandOver } from '../../../src-contract/model/session.ts';
import { ServerClock } from '../../../src-main/base/server-clock.ts';
import type { AuditNeeds, Deed } from '../../../src-main/services/audit/audit.ts';
import { Remembered } from '../../../src-main/services/remembered.ts';
import { CurrentSession } from '../../../src-main/services/session/current-session.ts';
import { memberBySlip } from '../../../src-main/services/session/join.ts';
import { Membership } from '../../../src-main/services/session/membership.ts';
import { People, storedPeopleSchema } from '../../../src-main/services/session/people.ts';
import { SealedMemory } from '../../../src-main/services/session/sealed-memory.ts';
import { SessionService, type Joined } from '../../../src-main/services/session/session-service.ts';
import { storedMembershipSchema, type MemberMembership } from '../../../src-main/services/session/stored-membership.ts';
import { usualLockOut } from '../../../src-main/base/lock-out.ts';
import { createFakeStorage, type FakeStorage } from '../fake-storage.ts';
import { createFakeVault } from '../fake-vault.ts';
import type { TestProvince } from './running-backend.ts';

const storedTimeSchema = z.object({ serverMs: z.number(), wallMs: z.number() });

export interface Written extends Deed {
  readonly outcome: string;
  /** Who sat there when it was written. */
  readonly by: ReturnType<AuditNeeds['actor']>;
  readonly seat: string;
}

export interface Machine {
  wallMs: number;
  nowMs: number;
}

/** What a restart keeps. */
export interface Disk {
  readonly storage: FakeStorage;
  readonly machine: Machine;
  handOver: HandOver | null;
}

export const freshDisk = (wallMs: number): Disk => ({ storage: createFakeStorage(), machine: { wallMs, nowMs: 0 }, handOver: null });

export const slipOf = async ({ backend, url }: TestProvince, changes: Readonly<Record<string, unknown>> = {}): Promise<string> => {
  const [code] = await backend.issueEnrolmentCodes(1, 'unit-ioc');
  const signingKey = hash('sha256', backend.keys.statement.publicKey.export({ format: 'der', type: 'spki' }));
  return JSON.stringify({ version: 1, url, ca: backend.keys.authority.rootPem, signingKey, code, ...changes });
};

export interface SessionRig {
  readonly service: SessionService;
  readonly seat: CurrentSession;
  readonly written: Written[];
  readonly disk: Disk;
  readonly opened: string[];
  readonly membershipMemory: SealedMemory<MemberMembership | { readonly kind: 'asked' }>;
  /** Time goes by for the machine. */
  pass(ms: number): void;
  time(): ServerClock;
  dispose(): void;
}

export const startSession = async (disk: Disk, browse: (url: string) => Promise<void> = () => Promise.resolve()): Promise<SessionRig> => {
  const { machine, storage } = disk;
  const clock = { wall: () => epochMs(machine.wallMs), now: () => monotonicMs(machine.nowMs) };
  const remembered = await Remembered.load(storage);
  const vault = createFakeVault();
  const memory = new SealedMemory(remembered, vault, 'province', storedMembershipSchema);
  const seat = new CurrentSession();
  const written: Written[] = [];
  const note = (deed: Deed, outcome: string): void =>
    void written.push({ ...deed, outcome, by: deed.actor ?? seat.actor(), seat: seat.current().kind });
  let time: ServerClock | null = null;
  const timeMemory = remembered.get('time', storedTimeSchema);
  const joined = (stored: MemberMembership): Joined => {
    const serverClock = new ServerClock(clock, timeMemory);
    time = serverClock;
    return {
      membership: new Membership({ memory, serverClock, clock, newId: randomUUID }, stored),
      people: new People({
        memory: new SealedMemory(remembered, vault, 'people', storedPeopleSchema),
        random: randomBytes,
        now: () => serverClock.now(),
        lockOut: () => usualLockOut,
      }),
      watch: () => ({ dispose: () => undefined }),
    };
  };
  const opened: string[] = [];
  const service = new SessionService({
    seat,
    audit: {
      act: async (deed, effect) => {
        note(deed, 'pending');
        return effect();
      },
      happened: (deed, outcome) => {
        note(deed, outcome ?? 'done');
        return Promise.resolve();
      },
    },
    join: async (slip) => joined(await memberBySlip({ memory, clock, random: randomBytes, appVersion: '0.1.0', canStore: true }, slip)),
    openInBrowser: (url) => {
      opened.push(url);
      return browse(url);
    },
    purposes: () => [{ id: 'traffic', name: 'Giao thông', nameEn: 'Traffic', caseNoRequired: true }],
    lockAfterMs: () => 900_000,
    wallStays: () => true,
    monotonic: () => machine.nowMs,
    newId: randomUUID,
    keepHandOver: (left) => {
      disk.handOver = left;
      return Promise.resolve();
    },
  });
  const stored = memory.get();
  if (stored?.kind === 'member') service.begin(joined(stored), disk.handOver);
  return {
    service,
    seat,
    written,
    disk,
    opened,
    membershipMemory: memory,
    pass: (ms) => {
      machine.wallMs += ms;
      machine.nowMs += ms;
    },
    time: () => {
      if (time === null) throw new Error('not a member');
      return time;
    },
    dispose: () => {
      if (time !== null) remembered.set('time', time.toStore());
      service.dispose();
    },
  };
};
