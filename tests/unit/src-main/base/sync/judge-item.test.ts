import { expect, it } from 'vitest';
import type { Camera } from '../../../../../src-contract/province/schemas.ts';
import { isKnownType, judgeItem, stageItem } from '../../../../../src-main/base/sync/judge-item.ts';
import { feedCamera, tombstoneOf, upsertOf } from '../../../../fakes/feed-items.ts';

const at = Date.parse('2026-11-21T00:00:00.000Z');
const judge = (change: Partial<Camera> & Record<string, unknown>) => judgeItem(upsertOf('camera', { ...feedCamera('c'), ...change }), at);
const consent = (validFrom: string, validTo: string | null) => ({ documentNo: '12/VB', validFrom, validTo });
const kept = { kind: 'kept', keepUntilMs: null };
const refused = (reason: string) => ({ kind: 'refused', reason });

it('keeps a camera of the state', () => {
  expect(judge({})).toMatchObject(kept);
});

it('never keeps what is a state secret or the operational police’s, however broken the rest is', () => {
  for (const classification of ['MAT', 'TOI_MAT', 'TUYET_MAT'] as const) expect(judge({ classification })).toEqual(refused('state-secret'));
  expect(judge({ classification: 'SOMETHING_NEW' as 'MAT' })).toEqual(refused('state-secret'));
  expect(judge({ classification: 'MAT', name: 5 as never })).toEqual(refused('state-secret'));
  expect(judge({ ownershipClass: 'POLICE_OPERATIONAL' })).toEqual(refused('police-operational'));
  expect(judge({ ownershipClass: 'POLICE_OPERATIONAL', position: null as never })).toEqual(refused('police-operational'));
});

it('keeps a voluntary camera while its consent holds', () => {
  const voluntary = (given: Camera['consent']) => judge({ ownershipClass: 'VOLUNTARY', consent: given });
  expect(voluntary(null)).toEqual(refused('no-consent'));
  expect(voluntary(consent('2026-11-21T00:00:00.001Z', null))).toEqual(refused('no-consent'));
  expect(voluntary(consent('2026-11-21T00:00:00.000Z', null))).toMatchObject(kept);
  expect(voluntary(consent('2026-01-01T00:00:00.000Z', '2026-11-21T00:00:00.000Z'))).toEqual(refused('no-consent'));
  expect(voluntary(consent('2026-01-01T00:00:00.000Z', '2026-11-21T00:00:00.001Z'))).toMatchObject({ kind: 'kept', keepUntilMs: at + 1 });
});

it('refuses what it does not know, and what says it is another', () => {
  expect(judgeItem(upsertOf('drone', { id: 'd' }), at)).toEqual(refused('unknown-type'));
  expect(judgeItem(upsertOf('toString', { id: 'd' }), at)).toEqual(refused('unknown-type'));
  expect(judge({ name: '' })).toEqual(refused('unknown-shape'));
  expect(judgeItem({ ...upsertOf('camera', { ...feedCamera('c') }), id: 'other' }, at)).toEqual(refused('other-id'));
});

it('takes members a newer server adds', () => {
  expect(judge({ colour: 'grey' })).toMatchObject(kept);
});

it('looks at classifications of cameras only', () => {
  expect(isKnownType('area')).toBe(true);
  expect(
    judgeItem(upsertOf('unit', { id: 'u', kind: 'CENTRE', name: 'IOC', areaPath: '19', parentId: null, classification: 'MAT' }), at),
  ).toMatchObject(kept);
});

it('stages no word of a refused document', () => {
  const secret = upsertOf('camera', { ...feedCamera('c', { classification: 'MAT', name: 'Kho bí mật' }) });
  expect(JSON.stringify(stageItem(secret, at))).not.toContain('Kho');
  expect(stageItem(secret, at)).toEqual({ op: 'upsert', type: 'camera', id: 'c', rev: secret.rev, judgement: refused('state-secret') });
  expect(stageItem(tombstoneOf('camera', 'c', 2), at)).toEqual(tombstoneOf('camera', 'c', 2));
});
