import { expect, it } from 'vitest';
import { readPosition } from '../../../../../src-main/cache/config/position.ts';
import { documentsOf } from '../../../../../src-main/cache/config/queries.ts';
import { receivePage } from '../../../../../src-main/cache/config/receive.ts';
import { configMigrations } from '../../../../../src-main/cache/config/schema.ts';
import { openConnection, type WritableDb } from '../../../../../src-main/cache/database.ts';
import { migrate } from '../../../../../src-main/cache/migrate.ts';
import { feedCamera } from '../../../../fakes/feed-items.ts';
import { FEED_DAY_MS, feedKeys, FeedServer } from '../../../../fakes/feed-server.ts';

const scenario = { id: 's1', name: 'Trực đêm', owner: { kind: 'unit', unitId: 'u' }, screens: [{ screen: 1, layoutId: 'l1' }] };

function takeWhole(db: WritableDb, server: FeedServer): void {
  const page = server.snapshot(null, 500);
  if (page === null) throw new Error('gone');
  receivePage(db, { kind: 'snapshot', asked: null, page }, { keys: feedKeys, atMs: FEED_DAY_MS });
}

/** As the version before left it. */
function heldByVersion2(server: FeedServer): WritableDb {
  const db = openConnection(':memory:', { readonly: false });
  migrate(
    db,
    configMigrations.filter(({ version }) => version <= 2),
  );
  takeWhole(db, server);
  db.connection.exec(`UPDATE item SET document = NULL, refusal = 'unknown-type' WHERE type = 'scenario'`);
  return db;
}

it('takes the scenarios it did not know with a new snapshot, and works on with what it has until then', () => {
  const server = new FeedServer();
  server.put('camera', { ...feedCamera('c1') });
  server.put('scenario', scenario);
  const db = heldByVersion2(server);
  const before = readPosition(db);
  migrate(db, configMigrations);
  expect(readPosition(db)).toEqual({ applied: before.applied, next: { kind: 'snapshot', page: null }, runRoot: null });
  expect(documentsOf(db, 'camera')).toHaveLength(1);
  takeWhole(db, server);
  expect(documentsOf(db, 'scenario').map(({ document }) => document)).toEqual([scenario]);
});

it('goes on where it was in a province without scenarios', () => {
  const server = new FeedServer();
  server.put('camera', { ...feedCamera('c1') });
  const db = heldByVersion2(server);
  const before = readPosition(db);
  migrate(db, configMigrations);
  expect(before.next.kind).toBe('changes');
  expect(readPosition(db)).toEqual(before);
});
