/** The outbox for the province, and everything for verification. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { z } from 'zod';
import type { LedgerRow } from '../../base/ledger/epoch-walk.ts';
import { verifyLedger, type LedgerReport } from '../../base/ledger/verify.ts';
import { all, type ReadableDb } from '../database.ts';
import { sql, type Sql } from '../sql.ts';
import type { LedgerKeys } from './writer.ts';
import type { Acknowledged } from './state.ts';

const rowSchema = z.object({ epoch: z.int(), seq: z.int(), bytes: z.instanceof(Uint8Array).nullable() });
export interface UnsentEntry {
  readonly epoch: number;
  readonly seq: number;
  readonly bytes: Uint8Array;
}

/** The oldest entries the province does not have, of one epoch, in order; as many as fit the bounds, but at least one. */
export function unsentEntries(db: ReadableDb, { epoch, seq }: Acknowledged, most: number, mostBytes: number): UnsentEntry[] {
  const rows = z
    .array(rowSchema)
    .parse(all(db, sql`SELECT epoch, seq, bytes FROM entry WHERE (epoch, seq) > (${epoch}, ${seq}) ORDER BY epoch, seq LIMIT ${most}`));
  const batch: UnsentEntry[] = [];
  let size = 0;
  for (const row of rows) {
    if (row.bytes === null) continue;
    size += row.bytes.byteLength + 1;
    if (row.epoch !== (batch[0]?.epoch ?? row.epoch) || (batch.length > 0 && size > mostBytes)) break;
    batch.push({ epoch: row.epoch, seq: row.seq, bytes: row.bytes });
  }
  return batch;
}

const countSchema = z.object({ count: z.int() });

export function countUnsent(db: ReadableDb, { epoch, seq }: Acknowledged): number {
  return (
    z.array(countSchema).parse(all(db, sql`SELECT count(*) AS count FROM entry WHERE (epoch, seq) > (${epoch}, ${seq})`))[0]?.count ?? 0
  );
}

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
