import { expect, it } from 'vitest';
import type { SessionState } from '../../../../../src-contract/model/session.ts';
import type { User } from '../../../../../src-contract/province/schemas.ts';
import { epochMs } from '../../../../../src-contract/time.ts';
import { CurrentSession } from '../../../../../src-main/services/session/current-session.ts';
import type { Occupant, Seat } from '../../../../../src-main/services/session/seat.ts';

const user: User = {
  id: 'user-7',
  login: 'trucban',
  name: 'Nguyễn Thị Hoà',
  unitId: 'unit-ioc',
  assignments: [
    { roleId: 'duty', areaPath: '19', unitId: 'unit-ioc' },
    { roleId: 'duty', areaPath: '19/05443', unitId: 'unit-ioc' },
  ],
  state: 'active',
  lastSignInAt: null,
};
const occupant: Occupant = {
  user,
  sessionId: 's-1',
  standing: { kind: 'online' },
  way: 'password',
  passphrase: 'not-offered',
  mustChangePassword: false,
  purpose: null,
  lock: null,
};
const taken = (changes: Partial<Occupant>): Seat => ({ kind: 'taken', by: { ...occupant, ...changes } });

it('names nobody on a workstation without a province', () => {
  const current = new CurrentSession();
  expect(current.current()).toEqual({ kind: 'standalone' });
  expect(current.actor()).toMatchObject({ userId: 'local', mode: 'local' });
});

it('has nobody who acts while the seat is empty', () => {
  const current = new CurrentSession({ kind: 'empty', reason: 'revoked' });
  expect(current.current()).toMatchObject({ kind: 'signed-out', reason: 'revoked' });
  expect(current.actor().userId).toBe('nobody');
});

it('names the person in the log, each role once', () => {
  const current = new CurrentSession(taken({}));
  expect(current.actor()).toEqual({
    userId: 'user-7',
    name: 'Nguyễn Thị Hoà',
    unit: 'unit-ioc',
    role: 'duty',
    session: 's-1',
    mode: 'online',
  });
});

it.each([
  { of: 'signed in', changes: {}, acts: true, watches: true },
  { of: 'behind a lock that keeps the display', changes: { lock: { displayOnly: true } }, acts: false, watches: true },
  { of: 'behind a lock', changes: { lock: { displayOnly: false } }, acts: false, watches: false },
  { of: 'with a password to change', changes: { mustChangePassword: true }, acts: false, watches: false },
])('judges who acts and who watches: $of', ({ changes, acts, watches }) => {
  const current = new CurrentSession(taken(changes));
  expect(current.acting() !== null).toBe(acts);
  expect(current.watching() !== null).toBe(watches);
});

it('tells windows of differences only, with the names of the configuration once they are known', () => {
  const current = new CurrentSession({ kind: 'empty', reason: null });
  const told: SessionState[] = [];
  current.changed.on((state) => told.push(state));
  current.take(taken({ standing: { kind: 'offline', graceEnds: epochMs(5) } }));
  current.take(taken({ standing: { kind: 'offline', graceEnds: epochMs(5) } }));
  current.nameBy({ unit: () => 'Trung tâm IOC', role: () => 'Trực ban' });
  expect(told).toHaveLength(2);
  expect(told[1]).toMatchObject({
    kind: 'signed-in',
    mode: 'offline',
    graceEndsAt: 5,
    person: { unitName: 'Trung tâm IOC', roles: [{ id: 'duty', name: 'Trực ban' }] },
  });
});
