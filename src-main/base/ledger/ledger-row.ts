/** An entry as it is stored, and the door through which a row of any SQLite library comes in. */

export interface LedgerRow {
  readonly epoch: number;
  /** Where it stands; `null` in a plain file, where only its own word counts. */
  readonly seq: number | null;
  /** `null` once its body was pruned. */
  readonly bytes: Uint8Array | null;
  /** As kept beside it; `null` in a plain file. */
  readonly leaf: Uint8Array | null;
}

/** By hand, since it is asked a million times: a schema takes a tenth of the whole verification. */
export const LEDGER_COLUMNS = 'epoch, seq, bytes, leaf';

/** A row of `LEDGER_COLUMNS` as a list of values. Throws `TypeError` for one that no ledger holds. */
export function storedRow(raw: unknown): LedgerRow {
  const [epoch, seq, bytes, leaf] = Array.isArray(raw) ? (raw as readonly unknown[]) : []; // each is checked below
  if (!isWhole(epoch) || !isWhole(seq) || !(leaf instanceof Uint8Array) || !(bytes === null || bytes instanceof Uint8Array))
    throw new TypeError('not a row of a ledger');
  return { epoch, seq, bytes, leaf };
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
