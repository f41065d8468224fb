/** A workstation of a province for tests of rights: a seat, a configuration and a clock that tests set as they like. */
import type { CameraFacts } from '../../src-contract/rights/request.ts';
import { epochMs } from '../../src-contract/time.ts';
import type { KnownType } from '../../src-main/base/sync/judge-item.ts';
import { Access } from '../../src-main/services/access/access.ts';
import { ConfigurationMemory } from '../../src-main/services/configuration/configuration-memory.ts';
import { CurrentSession } from '../../src-main/services/session/current-session.ts';
import type { Occupant, Seat } from '../../src-main/services/session/seat.ts';
import { camera as cameraFacts, NOW, user } from './rights-world.ts';
import { createSteppedClock } from './stepped-clock.ts';

export const occupantOf = (changes: Partial<Occupant> = {}): Occupant => ({
  user,
  sessionId: 'session-1',
  standing: { kind: 'online' },
  way: 'password',
  passphrase: 'not-offered',
  mustChangePassword: false,
  purpose: { id: 'ANTT', name: 'An ninh trật tự', caseNo: null },
  lock: null,
  ...changes,
});

/** What of a camera decides; rights look at nothing else. */
export const cameraDocument = (changes: Partial<CameraFacts>): CameraFacts => ({ ...cameraFacts, ...changes });

export const purposesPolicy = {
  id: 'policy-purposes',
  kind: 'purposes',
  purposes: [
    { id: 'ANTT', name: 'An ninh trật tự', nameEn: 'Public order', caseNoRequired: false },
    { id: 'KHAC', name: 'Khác', nameEn: 'Other', caseNoRequired: true },
  ],
} as const;

export function provinceDesk(documents: readonly (readonly [KnownType, { readonly id: string }])[], seat: Seat) {
  const clock = createSteppedClock();
  const configuration = new ConfigurationMemory();
  let revision = 0;
  const put = (type: KnownType, id: string, document: object | null): void => {
    revision += 1;
    const rev = document === null ? null : String(revision);
    configuration.apply([{ type, id, rev, document: document === null ? null : { ...document }, effect: 'neutral' }]);
  };
  for (const [type, document] of documents) put(type, document.id, document);
  const current = new CurrentSession(seat);
  const glass = new Set<string>();
  const seconds = new Map<string, string>();
  const started = clock.now();
  const access = new Access({
    seat: current,
    configuration,
    serverNow: () => epochMs(NOW + clock.now() - started),
    clock,
    onDisplay: (id) => glass.has(id),
    secondFor: (permission, cameraId) => seconds.get(`${permission} ${cameraId}`) ?? null,
  });
  return { access, clock, configuration, put, seat: current, glass, seconds };
}

export const taken = (changes: Partial<Occupant> = {}): Seat => ({ kind: 'taken', by: occupantOf(changes) });
