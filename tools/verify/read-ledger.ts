/** A ledger as a verifier finds it: a database, or exported lines. Uses Node's own SQLite, not the product's. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { parseEntryLink } from '../../src-main/base/ledger/entry-link.ts';
import { LEDGER_COLUMNS, storedRow, type LedgerRow } from '../../src-main/base/ledger/ledger-row.ts';
import type { LedgerToVerify } from '../../src-main/base/ledger/verify.ts';

const LINE_FEED = 0x0a;

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

const noteSchema = z.object({ note: z.string() });

/** Heads first: what is written meanwhile only adds to the entries they cover. */
function readDatabase(file: string): { rows: Iterable<LedgerRow>; checkpoints: string[] } {
  const checkpoints = reading(file, () => {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      const notes = database.prepare('SELECT note FROM checkpoint ORDER BY epoch, size').all();
      return notes.map((row) => noteSchema.parse(row).note);
    } finally {
      database.close();
    }
  });
  return { rows: { [Symbol.iterator]: () => storedRows(file) }, checkpoints };
}

/** One by one, since a million of them are a gigabyte; each pass has a connection of its own. */
function* storedRows(file: string): Generator<LedgerRow> {
  try {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      const rows = database.prepare(`SELECT ${LEDGER_COLUMNS} FROM entry ORDER BY epoch, seq`);
      rows.setReturnArrays(true);
      for (const row of rows.iterate()) yield storedRow(row);
    } finally {
      database.close();
    }
  } catch (failure) {
    throw unreadable(file, failure);
  }
}

/** Lines as exported; heads lie beside them in `<name>.checkpoints`, each ended by a form feed. */
function readLines(file: string): { rows: Iterable<LedgerRow>; checkpoints: string[] } {
  const content = reading(file, () => readFileSync(file));
  const notesFile = file.replace(/\.jsonl$/u, '.checkpoints');
  const notes = existsSync(notesFile) ? readText(notesFile).split('\f') : [];
  return { rows: { [Symbol.iterator]: () => linesOf(content) }, checkpoints: notes.filter((note) => note !== '') };
}

/** Cut as bytes: a million lines are more than one text can hold. */
function* linesOf(content: Uint8Array): Generator<LedgerRow> {
  for (let from = 0; from < content.byteLength;) {
    const found = content.indexOf(LINE_FEED, from);
    const end = found === -1 ? content.byteLength : found;
    const bytes = content.subarray(from, end);
    from = end + 1;
    if (bytes.byteLength > 0) yield { epoch: parseEntryLink(bytes)?.epoch ?? 1, seq: null, bytes, leaf: null };
  }
}

function firstLogId(rows: Iterable<LedgerRow>): string | null {
  for (const { bytes } of rows) {
    const entry = bytes === null ? null : parseEntryLink(bytes);
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
    throw unreadable(file, failure);
  }
}

function unreadable(file: string, failure: unknown): UnreadableEvidence {
  if (failure instanceof UnreadableEvidence) return failure;
  return new UnreadableEvidence(`${file}: ${failure instanceof Error ? failure.message : String(failure)}`);
}
