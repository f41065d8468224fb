import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import type {
  ChangesPage,
  FeedCheckpointPayload,
  SignedStatement,
  SnapshotPage,
  TrustKey,
} from '../../../../../src-contract/province/schemas.ts';
import { readPage, type Belief } from '../../../../../src-main/base/sync/page.ts';
import { signStatement } from '../../../../../tools/reference-backend/keys/dsse.ts';
import { feedCamera, tombstoneOf, upsertOf } from '../../../../fakes/feed-items.ts';

const atMs = Date.parse('2026-11-21T00:00:00.000Z');
const pair = generateKeyPairSync('ed25519');
const key = (changes: Partial<TrustKey> = {}): TrustKey => ({
  keyid: 'province-1',
  publicKey: pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  uses: ['feed'],
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
  ...changes,
});
const belief = (changes: Partial<TrustKey> = {}): Belief => ({ keys: [key(changes)], atMs });
const payload: FeedCheckpointPayload = {
  id: 7,
  scope: 'province',
  rootHash: 'ab'.repeat(32),
  items: 1,
  issuedAt: '2026-11-21T00:00:00.000Z',
};
const checkpoint: SignedStatement = signStatement({ keyid: 'province-1', privateKey: pair.privateKey }, 'feed-checkpoint', payload);
const items = [upsertOf('camera', { ...feedCamera('c') })];
const snapshot = (changes: Partial<SnapshotPage> = {}, asked: string | null = null) =>
  ({ kind: 'snapshot', asked, page: { items, nextPage: null, cursor: 'cursor-1', checkpoint, ...changes } }) as const;
const changes = (given: Partial<ChangesPage> = {}) =>
  ({ kind: 'changes', asked: 'cursor-0', page: { items, more: false, cursor: 'cursor-1', checkpoint, ...given } }) as const;
const refused = (reason: string) => ({ kind: 'refused', reason });

it('reads a page of a snapshot: the next one, or the cursor that changes begin from', () => {
  expect(readPage(snapshot(), belief())).toMatchObject({
    kind: 'read',
    items: [{ id: 'c' }],
    end: { kind: 'last', cursor: 'cursor-1', checkpoint: payload },
  });
  expect(readPage(snapshot({ nextPage: 'page-2', cursor: null }), belief())).toMatchObject({
    end: { kind: 'more', next: 'page-2', checkpoint: payload },
  });
  expect(readPage(snapshot({ cursor: null }), belief())).toEqual(refused('no-cursor'));
  expect(readPage(snapshot({ nextPage: 'page-2' }, 'page-2'), belief())).toEqual(refused('no-progress'));
});

it('reads a page of changes: more of them, or the checkpoint they end in', () => {
  expect(readPage(changes(), belief())).toMatchObject({ kind: 'read', end: { kind: 'last', cursor: 'cursor-1', checkpoint: payload } });
  expect(readPage(changes({ more: true, checkpoint: null }), belief())).toMatchObject({
    end: { kind: 'more', next: 'cursor-1', checkpoint: null },
  });
  expect(readPage(changes({ more: true, checkpoint: null, cursor: 'cursor-0' }), belief())).toEqual(refused('no-progress'));
  expect(readPage(changes({ checkpoint: null }), belief())).toEqual(refused('no-checkpoint'));
  expect(readPage(changes({ items: [tombstoneOf('grant', 'g', 2)] }), belief())).toMatchObject({ items: [{ op: 'delete', id: 'g' }] });
});

it('believes no page with a revision that is not its document’s, nor one nobody signed who may', () => {
  const [item] = items;
  const odd = item === undefined ? [] : [{ ...item, rev: `1-${'0'.repeat(32)}` }];
  expect(readPage(snapshot({ items: odd }), belief())).toEqual(refused('revision-differs'));
  for (const given of [snapshot(), changes()]) {
    expect(readPage(given, belief({ keyid: 'other' }))).toEqual(refused('unknown-key'));
    expect(readPage(given, belief({ uses: ['trust'] }))).toEqual(refused('unknown-key'));
    expect(readPage(given, belief({ notAfter: '2026-11-21T00:00:00.000Z' }))).toEqual(refused('key-not-valid-now'));
    expect(readPage(given, belief({ publicKey: 'bm8ga2V5' }))).toEqual(refused('bad-signature'));
  }
});
