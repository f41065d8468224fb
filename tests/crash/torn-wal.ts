/** Tears the write-ahead log as a power cut does, and looks at what is left: an older state, whole, whose loss an outside head shows. */
import { copyFileSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkpointText } from '../../src-main/base/ledger/checkpoint.ts';
import { rootOf } from '../../src-main/base/ledger/merkle.ts';
import { openLedger } from '../../src-main/cache/ledger/open-ledger.ts';
import { verifyAll } from '../../src-main/cache/ledger/verify-all.ts';
import { signNote } from '../../src-main/base/ledger/signed-note.ts';
import { createPrivateKey } from 'node:crypto';
import { draftOf } from '../fakes/ledger-book.ts';
import { crashPlace } from './place.ts';

export interface TornReport {
  readonly cases: number;
  /** Cases in which entries were lost, and of these, those the outside head showed. */
  readonly lossy: number;
  readonly shown: number;
  readonly wrong: readonly string[];
}

const BEFORE = 40;
const AFTER = 60;

export function tornWal(directory: string, cases: number, random: () => number): TornReport {
  const whole = join(directory, 'whole');
  const head = writeWhole(whole);
  const wrong: string[] = [];
  let lossy = 0;
  let shown = 0;
  for (let number = 1; number <= cases; number += 1) {
    const torn = join(directory, 'torn');
    mkdirSync(torn, { recursive: true });
    for (const part of ['', '-wal']) copyFileSync(join(whole, `copy.db${part}`), join(torn, `ledger.db${part}`));
    const how = tear(join(torn, 'ledger.db-wal'), random);
    const { db, writer, events } = openLedger(crashPlace(torn));
    const left = writer.state.chain.frontier.size;
    const bad = events.filter(({ kind }) => kind !== 'not-closed');
    const report = verifyAll(db, crashPlace(torn).keys, [head]);
    db.connection.close();
    rmSync(torn, { recursive: true, force: true, maxRetries: 3 });
    const kinds = report.findings.map(({ kind }) => kind);
    if (bad.length > 0 || left < BEFORE || left > BEFORE + AFTER) wrong.push(`${how}: ${String(left)} entries, ${JSON.stringify(bad)}`);
    if (kinds.some((kind) => kind !== 'rolled-back')) wrong.push(`${how}: ${kinds.join(' ')}`);
    if (left === BEFORE + AFTER) continue;
    lossy += 1;
    if (kinds.includes('rolled-back')) shown += 1;
  }
  return { cases, lossy, shown, wrong };
}

/** `BEFORE` entries in the file, `AFTER` more only in the log beside it; answers the head of all, as somebody outside keeps it. */
function writeWhole(directory: string): string {
  const first = openLedger(crashPlace(directory));
  for (let index = 0; index < BEFORE; index += 1) first.writer.append([draftOf('live.start', { index })]);
  first.db.connection.close();
  const { db, writer } = openLedger(crashPlace(directory));
  db.connection.pragma('wal_autocheckpoint = 0');
  for (let index = 0; index < AFTER; index += 1) writer.append([draftOf('live.stop', { index })]);
  for (const part of ['', '-wal']) copyFileSync(join(directory, `ledger.db${part}`), join(directory, `copy.db${part}`));
  const { chain, key } = writer.state;
  const { keys } = crashPlace(directory);
  db.connection.close();
  const privateKey = createPrivateKey({ key: Buffer.from(keys.signingKey), format: 'der', type: 'pkcs8' });
  return signNote(checkpointText(chain, { size: chain.frontier.size, root: rootOf(chain.frontier) }, key), {
    name: keys.logId,
    privateKey,
  });
}

/** Cut off, a stretch never written, or a stretch of other bytes; answers what was done. */
function tear(file: string, random: () => number): string {
  const bytes = readFileSync(file);
  const at = Math.floor(random() * bytes.byteLength);
  const kind = Math.floor(random() * 3);
  if (kind === 0) {
    truncateSync(file, at);
    return `cut at ${String(at)}`;
  }
  const end = Math.min(bytes.byteLength, at + 1 + Math.floor(random() * 4096));
  for (let index = at; index < end; index += 1) bytes[index] = kind === 1 ? 0 : Math.floor(random() * 256);
  writeFileSync(file, bytes);
  return `${kind === 1 ? 'zeros' : 'noise'} from ${String(at)} to ${String(end)}`;
}
