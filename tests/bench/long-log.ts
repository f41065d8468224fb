/** Lengthens the audit log of a profile that no program has open, by the product's own chain, as years of use would. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { chainEntry, type Chain } from '../../src-main/base/ledger/chain.ts';
import { asSha256, SHA256_BYTES, type Sha256 } from '../../src-main/base/ledger/hash.ts';
import { uuidV7 } from '../../src-main/base/ledger/uuid-v7.ts';
import { applyPragmas, get, inTransaction, openConnection, run, type WritableDb } from '../../src-main/cache/database.ts';
import { ledgerFile } from '../../src-main/cache/ledger/ledger-file.ts';
import { sql } from '../../src-main/cache/sql.ts';
import { variedDraft } from './varied-ledger.ts';

const AT_ONCE = 10_000;
/** Before the newest entry there is, so far apart. */
const APART_MS = 8_000;

const stateSchema = z.object({
  log_id: z.string(),
  epoch: z.int(),
  size: z.int(),
  peaks: z.instanceof(Uint8Array),
  last: z.instanceof(Uint8Array).nullable(),
});

/** Until it holds `entries`. The province is said to have all of them, so that none is sent; no head is signed, which the next entry brings. */
export function lengthenLog(directory: string, entries: number): void {
  const db = openConnection(ledgerFile(directory), { readonly: false });
  try {
    applyPragmas(db);
    let chain = chainOf(db);
    const from = chain.frontier.size;
    const startMs = Date.now() - (entries - from) * APART_MS;
    while (chain.frontier.size < entries) {
      const upTo = Math.min(entries, chain.frontier.size + AT_ONCE);
      inTransaction(db, () => {
        while (chain.frontier.size < upTo) chain = appended(db, chain, startMs + (chain.frontier.size - from) * APART_MS);
        keep(db, chain);
      });
    }
  } finally {
    db.connection.close();
  }
}

function chainOf(db: WritableDb): Chain {
  const { log_id: logId, epoch, size, peaks, last } = stateSchema.parse(get(db, sql`SELECT * FROM log_state WHERE one = 1`));
  const split = Array.from({ length: peaks.byteLength / SHA256_BYTES }, (_, index) => {
    const peak = asSha256(peaks.slice(index * SHA256_BYTES, (index + 1) * SHA256_BYTES));
    if (peak === null) throw new Error('the state of the log does not fit');
    return peak;
  });
  return { logId, epoch, frontier: { size, peaks: split }, last: last as Sha256 | null }; // written by the program
}

function appended(db: WritableDb, chain: Chain, atMs: number): Chain {
  const draft = variedDraft(chain.frontier.size);
  const next = chainEntry(chain, draft, {
    epochMs: atMs,
    monoMs: chain.frontier.size * APART_MS,
    bootId: 'bench',
    clock: { state: 'synced', offsetMs: 1, uncertaintyMs: 5, lastSync: new Date(atMs).toISOString() },
    device: { id: 'd-1', host: 'MAY-TRAM-01', ip: '10.1.2.3', mac: '02:00:00:00:00:01', app: '0.1.0' },
    entryId: uuidV7(atMs, randomBytes(10)),
  });
  const { epoch, seq, bytes, leaf } = next.entry;
  run(
    db,
    sql`INSERT INTO entry (epoch, seq, bytes, leaf, at_ms, action, user_id, object_id, outcome)
        VALUES (${epoch}, ${seq}, ${bytes}, ${leaf}, ${atMs}, ${draft.action}, ${draft.actor.userId}, ${draft.object?.id ?? null}, ${draft.outcome})`,
  );
  return next.chain;
}

const keep = (db: WritableDb, { epoch, frontier, last }: Chain): void =>
  void run(
    db,
    sql`UPDATE log_state SET size = ${frontier.size}, peaks = ${Buffer.concat(frontier.peaks)}, last = ${last},
        acked_epoch = ${epoch}, acked_seq = ${frontier.size} WHERE one = 1`,
  );
