/** Accent-blind and spelling-blind search over camera names, as Vietnamese operators type (R-UI-01, R-UI-02). */

const COMBINING_MARKS = /\p{M}+/gu;
const SEPARATORS = /[\s\-_.,;:/\\()[\]]+/u;

/**
 * Reduces text to what search compares: lower case, no tone or vowel marks, đ as d.
 *
 * Dropping the marks also makes both spellings of a rhyme equal (hoá/hóa, thuỵ/thụy) and accepts
 * decomposed (NFD) input.
 */
export function foldText(text: string): string {
  return text.normalize('NFD').replace(COMBINING_MARKS, '').toLowerCase().replaceAll('đ', 'd');
}

/** What can be searched. */
export interface Searchable {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly area: string;
}
interface IndexEntry<T> {
  readonly item: T;
  readonly number: string;
  readonly name: string;
  readonly all: string;
}
export type SearchIndex<T extends Searchable> = readonly IndexEntry<T>[];

/** Folds every entry once, so that a keystroke costs only substring tests. Keeps the given order. */
export function buildSearchIndex<T extends Searchable>(items: readonly T[]): SearchIndex<T> {
  return items.map((item) => {
    const name = foldText(item.name);
    const number = String(item.number);
    return { item, number, name, all: `${number} ${name} ${foldText(item.area)}` };
  });
}

/** Words of a query, folded; empty when there is nothing to look for. */
export function queryWords(query: string): readonly string[] {
  return foldText(query)
    .split(SEPARATORS)
    .filter((word) => word.length > 0);
}

function rank(entry: IndexEntry<unknown>, words: readonly string[]): number {
  const [first = ''] = words;
  if (words.length === 1 && entry.number === first) return 0;
  if (entry.name.startsWith(words.join(' '))) return 1;
  return entry.name.includes(first) ? 2 : 3;
}

/** Entries that hold every word; an exact number first, then names that begin with the query, then the given order. */
export function searchIndex<T extends Searchable>(index: SearchIndex<T>, query: string): readonly T[] {
  const words = queryWords(query);
  if (words.length === 0) return index.map((entry) => entry.item);
  const ranked: [T[], T[], T[], T[]] = [[], [], [], []];
  for (const entry of index) {
    if (words.every((word) => entry.all.includes(word))) ranked[rank(entry, words)]?.push(entry.item);
  }
  return ranked.flat();
}
