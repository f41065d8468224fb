/** Who sits here: put together from what is stored, the audit log and the province's configuration. */
import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { handOverSchema } from '../../src-contract/model/session.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { openInBrowser } from '../base/open-in-browser.ts';
import { ServerClock } from '../base/server-clock.ts';
import { systemActor, type Audit } from '../services/audit/audit.ts';
import type { Configuration } from '../services/configuration/configuration.ts';
import type { NoticeBoard } from '../services/notices.ts';
import type { Remembered } from '../services/remembered.ts';
import type { CurrentSession } from '../services/session/current-session.ts';
import { memberBySlip } from '../services/session/join.ts';
import { lockAfterMs, lockOutRule } from '../services/session/lock-after.ts';
import { Membership } from '../services/session/membership.ts';
import { People, storedPeopleSchema } from '../services/session/people.ts';
import { SealedMemory } from '../services/session/sealed-memory.ts';
import { SessionService, type Joined } from '../services/session/session-service.ts';
import { storedMembershipSchema, type MemberMembership } from '../services/session/stored-membership.ts';
import { watchMembership } from '../services/session/watch.ts';
import type { SettingsService } from '../services/settings.ts';
import type { Storage } from '../services/storage.ts';

export interface SessionParts {
  readonly seat: CurrentSession;
  readonly storage: Storage;
  readonly remembered: Remembered;
  readonly settings: SettingsService;
  readonly notices: NoticeBoard;
  readonly audit: Audit;
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly log: Log;
}

const timeSchema = z.object({ serverMs: z.number(), wallMs: z.number() });

/** A workstation that is a member waits for somebody to sign in from the start: denied by default. */
export function buildSession(parts: SessionParts): SessionService {
  const { seat, remembered, storage, configuration, settings, clock, audit } = parts;
  const sealed = <T>(name: string, shape: z.ZodType<T>): SealedMemory<T> => new SealedMemory(remembered, storage.vault, name, shape);
  const membership = sealed('province', storedMembershipSchema);
  const handOver = sealed('hand-over', handOverSchema.nullable());
  const joinedWith = join(parts, sealed);
  const { database } = storage;
  const joinNeeds = { memory: membership, clock, random: randomBytes, appVersion: packageJson.version };
  const service = new SessionService({
    seat,
    audit,
    join: async (slip) => joinedWith(await memberBySlip({ ...joinNeeds, canStore: database.report.mode !== 'memory' }, slip)),
    openInBrowser,
    purposes: () => configuration.purposes(),
    lockAfterMs: (user) =>
      lockAfterMs({ user, policies: policiesOf(configuration), role: (id) => configuration.rightsData().roles.get(id) }),
    wallStays: () => settings.current().wallStaysWhenLocked,
    monotonic: () => clock.now(),
    newId: randomUUID,
    keepHandOver: (left) => handOver.keep(left),
  });
  begin(parts, service, { membership, handOver, joinedWith });
  return service;
}

type Sealed = <T>(name: string, shape: z.ZodType<T>) => SealedMemory<T>;

interface Beginnings {
  readonly membership: SealedMemory<z.infer<typeof storedMembershipSchema>>;
  readonly handOver: SealedMemory<z.infer<typeof handOverSchema> | null>;
  readonly joinedWith: (stored: MemberMembership) => Joined;
}

function begin({ seat, notices }: SessionParts, service: SessionService, { membership, handOver, joinedWith }: Beginnings): void {
  const stored = membership.get();
  if (stored?.kind === 'member') {
    service.begin(joinedWith(stored), handOver.get());
    return;
  }
  if (stored !== null || !membership.isThere) return;
  // It was a member, and its keystore does not say of what: nobody may do anything until it is enrolled again.
  seat.take({ kind: 'empty', reason: null });
  notices.post({ id: 'membership-locked', severity: 'error', key: 'membership-locked', details: {} });
}

function join({ audit, clock, configuration, log: programLog }: SessionParts, sealed: Sealed): (stored: MemberMembership) => Joined {
  const log = programLog.child({ part: 'session' });
  const time = sealed('province-time', timeSchema);
  return (stored) => {
    const serverClock = new ServerClock(clock, time.get());
    const memory = sealed('province', storedMembershipSchema);
    const membership = new Membership({ memory, serverClock, clock, newId: randomUUID }, stored);
    const people = new People({
      memory: sealed('people', storedPeopleSchema),
      random: randomBytes,
      now: () => serverClock.now(),
      lockOut: () => lockOutRule(policiesOf(configuration)),
    });
    const refreshTrust = async (): Promise<void> => {
      const trust = await membership.refreshTrust();
      if (trust === 'refused') log.error('trust bundle refused');
      if (await membership.renewCertificate()) log.info('device certificate renewed');
    };
    return {
      membership,
      people,
      watch: (service) =>
        watchMembership({
          clock,
          serverClock,
          keepTime: (now) => time.keep(now),
          jumped: ({ byMs }) => {
            void audit.happened({ action: 'clock.jump', actor: systemActor, params: { byMs: Math.round(byMs) } });
          },
          drifted: (level, { offsetMs, uncertaintyMs }) => {
            const params = { level, offsetMs: Math.round(offsetMs), uncertaintyMs: Math.round(uncertaintyMs) };
            void audit.happened({ action: 'clock.drift', actor: systemActor, params });
          },
          timeChanged: () => {
            service.timeChanged.emit(undefined);
          },
          poll: () => service.poll(),
          checkIdle: () => service.checkIdle(),
          refreshTrust,
          log,
        }),
    };
  };
}

const policiesOf = (configuration: Configuration) => [...configuration.policies.values()].map(({ document }) => document);
