/** A ledger as a verifier finds it: a database, or exported lines. Uses Node's own SQLite, not the product's. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { parseEntry } from '../../src-main/base/ledger/entry-line.ts';
import type { LedgerRow } from '../../src-main/base/ledger/epoch-walk.ts';
import type { LedgerToVerify } from '../../src-main/base/ledger/verify.ts';

export interface EvidencePlaces {
  readonly path: string;
  readonly keyFile: string | null;
  readonly checkpointFiles: readonly string[];
  readonly sealingKeyFile: string | null;
  readonly witness: { readonly name: string; readonly keyFile: string } | null;
}

export interface Evidence {
  readonly ledger: LedgerToVerify;
  /** The key came from beside the ledger: whoever wrote the one may have written the other. */
  readonly keyFromBeside: boolean;
}

/** What was named cannot be read; the message says what. */
export class UnreadableEvidence extends Error {}

export function readEvidence(places: EvidencePlaces): Evidence {
  const file = reading(places.path, () => (statSync(places.path).isDirectory() ? join(places.path, 'ledger.db') : places.path));
  // The log of a workstation before it joined the province lies beside the newer one, under its own name and with its own key.
  const beside = [file.replace(/\.db$/u, '.pub'), join(dirname(file), 'ledger.pub')].find((key) => key !== file && existsSync(key));
  const keyFile = places.keyFile ?? beside ?? null;
  if (keyFile === null) throw new UnreadableEvidence(`no public key: give --key FILE, or put ledger.pub beside ${file}`);
  const { rows, checkpoints } = file.endsWith('.jsonl') ? readLines(file) : readDatabase(file);
  const logId = firstLogId(rows);
  return {
    keyFromBeside: places.keyFile === null,
    ledger: {
      rows,
      checkpoints,
      elsewhere: places.checkpointFiles.map(readText),
      logId,
      device: { name: logId ?? '', publicKey: readKey(keyFile) },
      witness: places.witness === null ? null : { name: places.witness.name, publicKey: readKey(places.witness.keyFile) },
      firstSealingKey: places.sealingKeyFile === null ? null : Buffer.from(readText(places.sealingKeyFile).trim(), 'hex'),
    },
  };
}

const rowSchema = z.object({
  epoch: z.int(),
  seq: z.int(),
  bytes: z.instanceof(Uint8Array).nullable(),
  leaf: z.instanceof(Uint8Array),
});
const noteSchema = z.object({ note: z.string() });

function readDatabase(file: string): { rows: LedgerRow[]; checkpoints: string[] } {
  return reading(file, () => {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      const rows = database.prepare('SELECT epoch, seq, bytes, leaf FROM entry ORDER BY epoch, seq').all();
      const notes = database.prepare('SELECT note FROM checkpoint ORDER BY epoch, size').all();
      return { rows: rows.map((row) => rowSchema.parse(row)), checkpoints: notes.map((row) => noteSchema.parse(row).note) };
    } finally {
      database.close();
    }
  });
}

/** Lines as exported; heads lie beside them in `<name>.checkpoints`, each ended by a form feed. */
function readLines(file: string): { rows: LedgerRow[]; checkpoints: string[] } {
  const lines = reading(file, () => readFileSync(file))
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Buffer.from(line, 'latin1'));
  const notesFile = file.replace(/\.jsonl$/u, '.checkpoints');
  const notes = existsSync(notesFile) ? readText(notesFile).split('\f') : [];
  return {
    rows: lines.map((bytes) => ({ epoch: parseEntry(bytes)?.epoch ?? 1, seq: null, bytes, leaf: null })),
    checkpoints: notes.filter((note) => note !== ''),
  };
}

function firstLogId(rows: readonly LedgerRow[]): string | null {
  for (const { bytes } of rows) {
    const entry = bytes === null ? null : parseEntry(bytes);
    if (entry !== null) return entry.logId;
  }
  return null;
}

const readText = (file: string): string => reading(file, () => readFileSync(file, 'utf8'));
const readKey = (file: string): KeyObject => reading(file, () => createPublicKey(readFileSync(file)));

function reading<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (failure) {
    if (failure instanceof UnreadableEvidence) throw failure;
    throw new UnreadableEvidence(`${file}: ${failure instanceof Error ? failure.message : String(failure)}`);
  }
}
