/** Everything, for verification. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { z } from 'zod';
import type { LedgerRow } from '../../base/ledger/epoch-walk.ts';
import { verifyLedger, type LedgerReport } from '../../base/ledger/verify.ts';
import { all, type ReadableDb } from '../database.ts';
import { sql, type Sql } from '../sql.ts';
import type { LedgerKeys } from './writer.ts';

const rowSchema = z.object({ epoch: z.int(), seq: z.int(), bytes: z.instanceof(Uint8Array).nullable() });
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

const fullRowSchema = rowSchema.extend({ leaf: z.instanceof(Uint8Array) });
const everyRow: Sql = sql`SELECT epoch, seq, bytes, leaf FROM entry ORDER BY epoch, seq`;

function* rowsOf(db: ReadableDb): Generator<LedgerRow> {
  for (const raw of db.connection.prepare(everyRow.text).iterate()) yield fullRowSchema.parse(raw);
}
