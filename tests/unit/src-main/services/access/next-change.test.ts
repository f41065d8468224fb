import { expect, it } from 'vitest';
import type { Case, Grant } from '../../../../../src-contract/province/schemas.ts';
import { epochMs } from '../../../../../src-contract/time.ts';
import type { Asker } from '../../../../../src-main/services/access/asker.ts';
import { nextChange } from '../../../../../src-main/services/access/next-change.ts';
import { camera, caseOf, dataWith, grantOf, NOW, roleOf, user } from '../../../../fakes/rights-world.ts';

const HOUR = 3_600_000;
const iso = (afterMs: number): string => new Date(NOW + afterMs).toISOString();
const asker = (grants: readonly Grant[] = [], cases: readonly Case[] = [], standing: Asker['standing'] = { kind: 'online' }): Asker => ({
  user,
  standing,
  purpose: null,
  at: NOW,
  data: dataWith(roleOf('operator'), { grants, cases }),
});

it('is never, where nothing runs out', () => {
  expect(nextChange(asker(), [camera])).toBeNull();
});

it.each<[string, Asker, number]>([
  ['the end of the offline time', asker([], [], { kind: 'offline', graceEnds: epochMs(NOW + 7) }), 7],
  ['a grant that begins', asker([grantOf({ validFrom: iso(5), validTo: iso(9) })]), 5],
  ['a grant that ends', asker([grantOf({ validFrom: iso(-5), validTo: iso(9) })]), 9],
  ['a case that ends', asker([], [caseOf({ validTo: iso(11) })]), 11],
  // NOW is 10:30 in Vietnam.
  ['hours that begin today', asker([grantOf({ hours: { from: '12:00', to: '22:00', days: [6] } })]), 1.5 * HOUR],
  ['hours that ended today', asker([grantOf({ hours: { from: '06:00', to: '10:30', days: [6] } })]), 19.5 * HOUR],
])('comes with %s', (_, who, afterMs) => {
  expect(nextChange(who, [])).toBe(NOW + afterMs);
});

it('comes with a consent that begins or ends', () => {
  const consent = { documentNo: 'd', validFrom: iso(3), validTo: iso(8) };
  const consented = { ...camera, consent };
  expect(nextChange(asker(), [camera, consented])).toBe(NOW + 3);
  expect(nextChange({ ...asker(), at: epochMs(NOW + 3) }, [consented])).toBe(NOW + 8);
  expect(nextChange(asker(), [{ ...camera, consent: { ...consent, validFrom: iso(-1), validTo: null } }])).toBeNull();
});
