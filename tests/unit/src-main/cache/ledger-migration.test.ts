import { expect, it } from 'vitest';
import { wholeLog, type AuditFilter } from '../../../../src-contract/model/audit-log.ts';
import { chainEntry, startOfEpoch } from '../../../../src-main/base/ledger/chain.ts';
import { openConnection, run } from '../../../../src-main/cache/database.ts';
import { rowsMatching } from '../../../../src-main/cache/ledger/readings.ts';
import { ledgerMigrations } from '../../../../src-main/cache/ledger/schema.ts';
import { migrate } from '../../../../src-main/cache/migrate.ts';
import { sql } from '../../../../src-main/cache/sql.ts';
import { draftOf, LOG_ID, momentOf } from '../../../fakes/ledger-book.ts';

it('finds by outcome and mode in a log of the version before, past a pruned body and bytes that are no JSON', () => {
  const db = openConnection(':memory:', { readonly: false });
  migrate(db, ledgerMigrations.slice(0, 2));
  const draft = draftOf('live.start');
  const { bytes, leaf } = chainEntry(startOfEpoch(LOG_ID, 1), { ...draft, actor: { ...draft.actor, mode: 'offline' } }, momentOf(0)).entry;
  for (const [seq, body] of [bytes, null, Buffer.from('damaged'), bytes].entries())
    run(
      db,
      sql`INSERT INTO entry (epoch, seq, bytes, leaf, at_ms, action, user_id, object_id, outcome)
          VALUES (1, ${seq + 1}, ${body}, ${leaf}, ${seq + 1}, 'live.start', 'u-7', NULL, ${seq === 3 ? 'refused' : 'done'})`,
    );
  migrate(db, ledgerMigrations);
  const found = (filter: Partial<AuditFilter>): number[] => [...rowsMatching(db, { ...wholeLog, ...filter })];
  expect(found({ mode: 'offline' })).toEqual([1, 4]);
  expect(found({ mode: 'online' })).toEqual([]);
  expect(found({ mode: 'offline', outcome: 'refused', userId: 'u-7' })).toEqual([4]);
  expect(found({ outcome: 'done' })).toEqual([1, 2, 3]);
  db.connection.close();
});
