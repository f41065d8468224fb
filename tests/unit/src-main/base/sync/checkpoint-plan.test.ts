import { expect, it } from 'vitest';
import type { FeedItem } from '../../../../../src-contract/province/schemas.ts';
import { planCheckpoint, type HeldConfiguration, type StagedRun } from '../../../../../src-main/base/sync/checkpoint-plan.ts';
import { stageItem } from '../../../../../src-main/base/sync/judge-item.ts';
import { rootHashOf, type Document, type LivingItem } from '../../../../../src-main/base/sync/revision.ts';
import { feedCamera, tombstoneOf, upsertOf } from '../../../../fakes/feed-items.ts';
import { user } from '../../../../fakes/rights-world.ts';

const at = Date.parse('2026-11-21T00:00:00.000Z');
const camera = upsertOf('camera', { ...feedCamera('c1') });
const person = upsertOf('user', { ...user });

const held = (items: readonly (FeedItem & { readonly op: 'upsert' })[]) => ({
  living: items.map(({ type, id, rev }): LivingItem => ({ type, id, rev })),
  documentOf: (type: string, id: string): Document | null => items.find((item) => item.type === type && item.id === id)?.document ?? null,
});

const run = (items: readonly FeedItem[], living: readonly LivingItem[], change: Partial<StagedRun> = {}): StagedRun => ({
  checkpoint: { id: 10, scope: 'province', rootHash: rootHashOf(living), items: living.length, issuedAt: '2026-11-21T00:00:00.000Z' },
  items: items.map((item) => stageItem(item, at)),
  whole: false,
  appliedId: 9,
  ...change,
});
const changesOf = (given: StagedRun, has: HeldConfiguration) => {
  const plan = planCheckpoint(given, has);
  if (plan.kind !== 'apply') throw new Error(plan.kind);
  return plan.changes.map((change) => [change.kind, change.kind === 'put' ? change.item.id : change.id, change.effect]);
};

it('applies a whole snapshot and removes what is not in it', () => {
  const other = upsertOf('camera', { ...feedCamera('c2') });
  expect(changesOf(run([camera, person], [camera, person], { whole: true }), held([camera, other]))).toEqual([
    ['remove', 'c2', 'tightens'],
    ['put', 'c1', 'neutral'],
    ['put', user.id, 'loosens'],
  ]);
});

it('takes the newest of several changes of one item, and a tombstone as its end', () => {
  const second = upsertOf('camera', { ...feedCamera('c1', { name: 'x' }) }, 2);
  const third = upsertOf('camera', { ...feedCamera('c1', { sensitive: true }) }, 3);
  expect(changesOf(run([second, third], [third, person]), held([camera, person]))).toEqual([['put', 'c1', 'tightens']]);
  expect(changesOf(run([second, tombstoneOf('camera', 'c1', 3)], [person]), held([camera, person]))).toEqual([
    ['remove', 'c1', 'tightens'],
  ]);
});

it('does nothing for what it has already, nor for the tombstone of what it never had', () => {
  expect(changesOf(run([camera, tombstoneOf('camera', 'cx', 4)], [camera]), held([camera]))).toEqual([]);
});

it('puts every tightening before every loosening', () => {
  const gone = upsertOf('user', { ...user, state: 'revoked' }, 2);
  const fresh = upsertOf('camera', { ...feedCamera('c2') });
  const moved = upsertOf('camera', { ...feedCamera('c1', { managingUnitId: 'unit-z' }) }, 2);
  expect(changesOf(run([fresh, moved, gone], [fresh, moved, gone]), held([camera, person])).map(([, , effect]) => effect)).toEqual([
    'tightens',
    'mixed',
    'loosens',
  ]);
});

it('counts what it may not use, and sees its arrival as the end of what was used', () => {
  const secret = upsertOf('camera', { ...feedCamera('c1', { classification: 'MAT' }) }, 2);
  const drone = upsertOf('drone', { id: 'd' });
  const plan = planCheckpoint(run([secret, drone], [secret, drone]), held([camera]));
  expect(plan).toMatchObject({
    kind: 'apply',
    changes: [
      { kind: 'put', item: { id: 'c1' }, judgement: { kind: 'refused', reason: 'state-secret' }, effect: 'tightens' },
      { kind: 'put', item: { id: 'd' }, judgement: { kind: 'refused', reason: 'unknown-type' }, effect: 'neutral' },
    ],
  });
});

it('takes the snapshot when the root differs after changes, by content or by count', () => {
  expect(planCheckpoint(run([person], [camera]), held([camera]))).toEqual({ kind: 'take-snapshot' });
  const wrong = run([], [camera]);
  expect(planCheckpoint({ ...wrong, checkpoint: { ...wrong.checkpoint, items: 2 } }, held([camera]))).toEqual({
    kind: 'take-snapshot',
  });
});

it('believes no snapshot with a wrong root, and nothing older than what it has', () => {
  expect(planCheckpoint(run([person], [camera], { whole: true }), held([]))).toEqual({ kind: 'refuse', reason: 'root-differs' });
  expect(planCheckpoint(run([camera], [camera], { appliedId: 11 }), held([]))).toEqual({ kind: 'refuse', reason: 'went-back' });
  expect(planCheckpoint(run([camera], [camera], { appliedId: 10 }), held([])).kind).toBe('apply');
  expect(planCheckpoint(run([camera], [camera], { appliedId: null, whole: true }), held([])).kind).toBe('apply');
});
