/** Everything, for verification. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { LEDGER_COLUMNS, storedRow, type LedgerRow } from '../../base/ledger/ledger-row.ts';
import { verifyLedger, type LedgerReport } from '../../base/ledger/verify.ts';
import { all, type ReadableDb } from '../database.ts';
import { sql } from '../sql.ts';
import type { LedgerKeys } from './writer.ts';

/** Everything against everything; a million entries take seconds. */
export function verifyAll(db: ReadableDb, keys: LedgerKeys, elsewhere: readonly string[]): LedgerReport {
  const publicKey = createPublicKey(createPrivateKey({ key: Buffer.from(keys.signingKey), format: 'der', type: 'pkcs8' }));
  return verifyLedger({
    rows: rowsOf(db),
    checkpoints: notes(db),
    elsewhere,
    logId: keys.logId,
    device: { name: keys.logId, publicKey },
    witness: null,
    firstSealingKey: null,
  });
}

const noteSchema = z.object({ note: z.string() });
const notes = (db: ReadableDb): string[] =>
  z
    .array(noteSchema)
    .parse(all(db, sql`SELECT note FROM checkpoint ORDER BY epoch, size`))
    .map(({ note }) => note);

function* rowsOf(db: ReadableDb): Generator<LedgerRow> {
  const query = db.connection.prepare(`SELECT ${LEDGER_COLUMNS} FROM entry ORDER BY epoch, seq`).raw();
  for (const raw of query.iterate()) yield storedRow(raw);
}
