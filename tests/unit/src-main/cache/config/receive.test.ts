import { beforeEach, describe, expect, it } from 'vitest';
import { readPosition } from '../../../../../src-main/cache/config/position.ts';
import { documentOf, documentsOf, dropEndedConsents, refusedItems, rootHashNow } from '../../../../../src-main/cache/config/queries.ts';
import { receivePage, startAgain, type Received } from '../../../../../src-main/cache/config/receive.ts';
import { configMigrations } from '../../../../../src-main/cache/config/schema.ts';
import { all, openConnection, run, type WritableDb } from '../../../../../src-main/cache/database.ts';
import { migrate } from '../../../../../src-main/cache/migrate.ts';
import { sql } from '../../../../../src-main/cache/sql.ts';
import type { FeedPage } from '../../../../../src-main/base/sync/page.ts';
import { feedCamera, upsertOf } from '../../../../fakes/feed-items.ts';
import { FEED_DAY_MS, feedKeys, FeedServer, signed } from '../../../../fakes/feed-server.ts';
import { user } from '../../../../fakes/rights-world.ts';

const belief = { keys: feedKeys, atMs: FEED_DAY_MS };
let db: WritableDb;
let server: FeedServer;

beforeEach(() => {
  db = openConnection(':memory:', { readonly: false });
  migrate(db, configMigrations);
  server = new FeedServer();
  server.put('camera', { ...feedCamera('c1') });
  server.put('camera', { ...feedCamera('c2') });
  server.put('user', { ...user });
});

function ask(limit = 500): FeedPage {
  const { next } = readPosition(db);
  if (next.kind === 'snapshot') {
    const page = server.snapshot(next.page, limit);
    if (page === null) throw new Error('gone');
    return { kind: 'snapshot', asked: next.page, page };
  }
  const page = server.changes(next.since, limit);
  if (page === null) throw new Error('gone');
  return { kind: 'changes', asked: next.since, page };
}
const take = (page = ask()): Received => receivePage(db, page, belief);
const names = () => documentsOf(db, 'camera').map(({ document }) => document.name);
const inSync = () => {
  expect(rootHashNow(db)).toBe(server.rootHash());
};

describe('a snapshot', () => {
  it('is applied at its last page, with the cursor', () => {
    expect(take(ask(2))).toEqual({ kind: 'staged' });
    expect(names()).toEqual([]);
    expect(readPosition(db).applied).toBeNull();
    expect(take(ask(2))).toMatchObject({ kind: 'applied', checkpointId: 3 });
    expect(names()).toEqual(['Camera c1', 'Camera c2']);
    expect(readPosition(db)).toMatchObject({ applied: { cursor: 'c.3.3', checkpointId: 3 }, next: { kind: 'changes', since: 'c.3.3' } });
    inSync();
  });

  it('takes no page twice', () => {
    const first = ask(2);
    take(first);
    expect(take(first)).toEqual({ kind: 'not-asked' });
    const last = ask(2);
    take(last);
    expect(take(last)).toEqual({ kind: 'not-asked' });
    inSync();
  });

  it('is one checkpoint, whatever is written meanwhile; a page of another starts it again', () => {
    take(ask(2));
    server.put('camera', { ...feedCamera('c3') });
    const { next } = readPosition(db);
    const asked = next.kind === 'snapshot' ? next.page : null;
    const page = server.snapshot(null, 500);
    if (page === null) throw new Error('gone');
    expect(take({ kind: 'snapshot', asked, page })).toEqual({ kind: 'refused', reason: 'other-checkpoint' });
    expect(readPosition(db).next).toEqual({ kind: 'snapshot', page: null });
    take();
    inSync();
  });

  it('with a wrong root is believed in no part', () => {
    const page = ask();
    if (page.kind !== 'snapshot') throw new Error('snapshot');
    const wrong = { ...page, page: { ...page.page, items: page.page.items.slice(1) } };
    expect(take(wrong)).toEqual({ kind: 'refused', reason: 'root-differs' });
    expect(names()).toEqual([]);
    take();
    inSync();
  });
});

describe('changes', () => {
  beforeEach(() => {
    take();
  });

  it('come in, tombstones too, and say what tightened first', () => {
    server.put('camera', { ...feedCamera('c3') });
    server.delete('camera', 'c1');
    server.put('user', { ...user, state: 'revoked' });
    const received = take();
    const told = received.kind === 'applied' ? received.changes.map(({ id, effect }) => `${id} ${effect}`) : [];
    expect(told.slice(0, 2).sort()).toEqual(['c1 tightens', `${user.id} tightens`]);
    expect(told.slice(2)).toEqual(['c3 loosens']);
    expect(names()).toEqual(['Camera c2', 'Camera c3']);
    inSync();
  });

  it('lead to a snapshot when they do not add up', () => {
    run(db, sql`DELETE FROM item WHERE id = 'c2'`);
    server.put('camera', { ...feedCamera('c3') });
    expect(take()).toEqual({ kind: 'starts-again' });
    expect(names()).toEqual(['Camera c1']);
    expect(take().kind).toBe('applied');
    inSync();
  });

  it('of which half came are nowhere to be seen', () => {
    server.put('camera', { ...feedCamera('c1', { name: 'new' }) });
    server.put('camera', { ...feedCamera('c2', { name: 'new' }) });
    expect(take(ask(1))).toEqual({ kind: 'staged' });
    expect(names()).toEqual(['Camera c1', 'Camera c2']);
    expect(readPosition(db).applied?.checkpointId).toBe(3);
    take(ask(1));
    expect(names()).toEqual(['new', 'new']);
  });

  it('after 410 are left for the snapshot, and what is held stays in use meanwhile', () => {
    server.put('camera', { ...feedCamera('c3') });
    server.forget();
    expect(() => ask()).toThrow('gone');
    startAgain(db);
    expect(names()).toEqual(['Camera c1', 'Camera c2']);
    expect(take().kind).toBe('applied');
    inSync();
  });

  it('of an older state than ours are refused', () => {
    const old = server.snapshot('p.2.0', 500);
    if (old === null) throw new Error('gone');
    startAgain(db);
    expect(take({ kind: 'snapshot', asked: null, page: old })).toEqual({ kind: 'refused', reason: 'went-back' });
    expect(names()).toEqual(['Camera c1', 'Camera c2']);
  });

  it('are refused page by page for a revision, a signature, or a page that leads nowhere', () => {
    server.put('camera', { ...feedCamera('c3') });
    const page = ask();
    if (page.kind !== 'changes') throw new Error('changes');
    const refusal = (change: Partial<typeof page.page>) => take({ ...page, page: { ...page.page, ...change } });
    const lie = upsertOf('camera', { ...feedCamera('c3') });
    expect(refusal({ items: [{ ...lie, document: { ...lie.document, name: 'x' } }] })).toEqual({
      kind: 'refused',
      reason: 'revision-differs',
    });
    expect(refusal({ checkpoint: { ...server.checkpoint(), payload: 'e30=' } })).toEqual({ kind: 'refused', reason: 'bad-signature' });
    expect(refusal({ checkpoint: signed('revocations', {}) })).toEqual({ kind: 'refused', reason: 'other-type' });
    expect(refusal({ checkpoint: null })).toEqual({ kind: 'refused', reason: 'no-checkpoint' });
    expect(refusal({ more: true, cursor: page.asked })).toEqual({ kind: 'refused', reason: 'no-progress' });
    expect(take(page).kind).toBe('applied');
    inSync();
  });
});

describe('what may not be kept', () => {
  it('counts, and leaves no word in the file, staged or applied', () => {
    server.put('camera', { ...feedCamera('s1', { classification: 'MAT', name: 'Kho-bi-mat' }) });
    server.put('camera', { ...feedCamera('s2', { ownershipClass: 'VOLUNTARY', name: 'Nha-rieng' }) });
    server.put('drone', { id: 'd1', name: 'Drone-moi' });
    const told = () => JSON.stringify([all(db, sql`SELECT * FROM item`), all(db, sql`SELECT * FROM staged`)]);
    while (readPosition(db).next.kind === 'snapshot') {
      take(ask(2));
      expect(told()).not.toMatch(/Kho-bi-mat|Nha-rieng|Drone-moi/u);
    }
    inSync();
    expect(refusedItems(db).map(({ type, id, reason }) => [type, id, reason])).toEqual([
      ['camera', null, 'state-secret'],
      ['camera', null, 'no-consent'],
      ['drone', 'd1', 'unknown-type'],
    ]);
    expect(documentOf(db, 'camera', 's1')).toBeNull();
  });

  it('is forgotten when consent ends, and still counts', () => {
    const consent = { documentNo: '1', validFrom: '2026-01-01T00:00:00.000Z', validTo: '2026-11-22T00:00:00.000Z' };
    server.put('camera', { ...feedCamera('v1', { ownershipClass: 'VOLUNTARY', consent }) });
    take();
    expect(documentOf(db, 'camera', 'v1')?.document.consent).toEqual(consent);
    expect(dropEndedConsents(db, Date.parse(consent.validTo) - 1)).toEqual([]);
    expect(dropEndedConsents(db, Date.parse(consent.validTo))).toEqual(['v1']);
    expect(documentOf(db, 'camera', 'v1')).toBeNull();
    inSync();
  });
});

it('a failure in the middle of applying leaves the state before, cursor and all', () => {
  take();
  server.put('camera', { ...feedCamera('c3') });
  server.put('camera', { ...feedCamera('c4') });
  db.connection.exec(`CREATE TRIGGER stop BEFORE INSERT ON item WHEN NEW.id = 'c4' BEGIN SELECT RAISE(ABORT, 'power cut'); END`);
  const before = readPosition(db);
  expect(() => take()).toThrow('power cut');
  expect(readPosition(db)).toEqual(before);
  expect(names()).toEqual(['Camera c1', 'Camera c2']);
  db.connection.exec('DROP TRIGGER stop');
  take();
  inSync();
});
