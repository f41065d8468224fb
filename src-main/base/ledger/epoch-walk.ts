import { NO_ENTRY } from './chain.ts';
import type { EntryLink } from './entry-link.ts';
import type { LedgerFinding } from './finding.ts';
import { GrowingTree } from './growing-tree.ts';
import { asSha256, hexOf, type Sha256 } from './hash.ts';
import type { LedgerRow } from './ledger-row.ts';
import { leafHash } from './merkle.ts';

/** What is known of one epoch after its last entry. */
export interface WalkedEpoch {
  readonly epoch: number;
  readonly entries: number;
  readonly highestSeq: number;
  /** Roots at the sizes that were asked for; none beyond a gap, where no tree can be made any more. */
  readonly roots: ReadonlyMap<number, Sha256>;
}

/** Wall and monotonic clock may drift apart this far between two entries before it counts as a jump, ms. */
const JUMP_TOLERANCE_MS = 5_000;
/** Places that are remembered as wrong; a ledger worse than that is beyond telling, and memory must not grow with it. */
const MAX_WRONG_PLACES = 10_000;

interface Before {
  /** Of its leaf. */
  readonly hex: string;
  readonly entry: EntryLink | null;
}

/** An entry where it stands. */
interface Here {
  readonly leaf: Sha256 | null;
  /** Of `leaf`; empty where there is none. */
  readonly hex: string;
  readonly place: number;
  readonly seq: number;
  readonly follows: boolean;
  readonly logId: string | null;
}

/** One pass over the entries of one epoch, in the order they stand. */
export class EpochWalk {
  readonly epoch: number;
  readonly #sizes: ReadonlySet<number>;
  readonly #hexOfLeaf: (entry: Uint8Array) => string;
  readonly #roots = new Map<number, Sha256>();
  /** Places that were skipped or hold another entry; their own may still come. */
  readonly #wrongPlaces = new Set<number>();
  /** Longer gaps than can be remembered place by place. */
  readonly #skipped: { readonly from: number; readonly to: number }[] = [];
  #entries = 0;
  #place = 0;
  /** `null` once an entry is missing: no root can be made beyond. */
  #tree: GrowingTree | null = new GrowingTree();
  #before: Before | null = null;

  /** `hexOfLeaf`: a `leafHexer`, which all epochs may share. */
  constructor(epoch: number, sizes: ReadonlySet<number>, hexOfLeaf: (entry: Uint8Array) => string) {
    this.epoch = epoch;
    this.#sizes = sizes;
    this.#hexOfLeaf = hexOfLeaf;
  }

  take(row: LedgerRow, entry: EntryLink | null, logId: string | null): LedgerFinding[] {
    this.#entries += 1;
    const leaf = leafOf(row);
    const place = row.seq ?? Math.max(entry?.seq ?? 0, this.#place + 1);
    const follows = place === this.#place + 1;
    // In a plain file an entry that comes late, or again, takes no place of its own.
    const takesPlace = row.seq !== null || entry === null || entry.seq === place;
    if (takesPlace) this.#moveTo(place, follows ? leaf : null);
    const hex = leaf === null ? '' : hexOf(leaf);
    const findings = this.#about(row, entry, { leaf, hex, place, seq: entry?.seq ?? place, follows, logId });
    const usable = findings.every(({ kind }) => kind === 'clock-jump' || kind === 'link-broken' || kind === 'changed');
    this.#before = leaf === null || !usable ? null : { hex, entry };
    return findings;
  }

  /** Entries nobody has seen, for calling once at the end. */
  gaps(): LedgerFinding[] {
    const ranges = [...this.#skipped];
    for (const place of [...this.#wrongPlaces].sort((one, other) => one - other)) {
      const last = ranges.at(-1);
      if (last?.to === place - 1) ranges[ranges.length - 1] = { from: last.from, to: place };
      else ranges.push({ from: place, to: place });
    }
    return ranges.map(({ from, to }) => ({ kind: 'missing', epoch: this.epoch, from, to }));
  }

  result(): WalkedEpoch {
    return { epoch: this.epoch, entries: this.#entries, highestSeq: this.#place, roots: this.#roots };
  }

  #about(row: LedgerRow, entry: EntryLink | null, here: Here): LedgerFinding[] {
    const { leaf, hex, place, seq, logId } = here;
    const at = { epoch: this.epoch, seq };
    if (leaf === null || (row.bytes !== null && entry === null)) return [{ kind: 'unreadable', ...at }];
    const findings: LedgerFinding[] = [];
    if (seq !== place) findings.push(this.#misplaced(seq, place));
    if (entry !== null && logId !== null && entry.logId !== logId) findings.push({ kind: 'foreign', ...at, logId: entry.logId });
    // Where no hash stands beside the bytes, theirs is the leaf.
    if (row.bytes !== null && row.leaf !== null && this.#hexOfLeaf(row.bytes) !== hex) findings.push({ kind: 'changed', ...at });
    if (entry === null || seq !== place) return findings;
    if (!this.#linksTo(entry, here.follows)) findings.push({ kind: 'link-broken', ...at });
    const jumpMs = jumpBetween(this.#before?.entry ?? null, entry);
    if (jumpMs !== 0) findings.push({ kind: 'clock-jump', ...at, jumpMs });
    return findings;
  }

  #misplaced(seq: number, place: number): LedgerFinding {
    const late = this.#wrongPlaces.delete(seq);
    if (seq > place && this.#wrongPlaces.size < MAX_WRONG_PLACES) this.#wrongPlaces.add(place);
    return { kind: late || seq > place ? 'out-of-order' : 'duplicate', epoch: this.epoch, seq, standsAt: place };
  }

  #linksTo(entry: EntryLink, follows: boolean): boolean {
    if (!follows) return true;
    if (entry.seq === 1) return entry.prev === NO_ENTRY;
    return this.#before === null || entry.prev === this.#before.hex;
  }

  #moveTo(place: number, leaf: Sha256 | null): void {
    const from = this.#place + 1;
    if (place - from + this.#wrongPlaces.size > MAX_WRONG_PLACES) this.#skipped.push({ from, to: place - 1 });
    else for (let skipped = from; skipped < place; skipped += 1) this.#wrongPlaces.add(skipped);
    this.#place = Math.max(this.#place, place);
    if (leaf === null) this.#tree = null;
    if (leaf === null || this.#tree === null) return;
    this.#tree.append(leaf);
    if (this.#sizes.has(this.#tree.size)) this.#roots.set(this.#tree.size, this.#tree.root());
  }
}

function leafOf(row: LedgerRow): Sha256 | null {
  if (row.leaf !== null) return asSha256(row.leaf);
  return row.bytes === null ? null : leafHash(row.bytes);
}

/** 0 while the clocks agree, across starts of the program, and where the entry itself tells of the jump. */
function jumpBetween(before: EntryLink | null, entry: EntryLink): number {
  if (before?.bootId !== entry.bootId || entry.action === 'clock.jump') return 0;
  const jumpMs = entry.utcMs - before.utcMs - (entry.mono - before.mono);
  return Math.abs(jumpMs) > JUMP_TOLERANCE_MS ? jumpMs : 0;
}
