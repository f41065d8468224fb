/** Finding cameras by words: an index folded once, so that a keystroke costs only substring tests. */
import { foldedWords } from '../vietnamese-search.ts';

/** What a thing is found by. */
export interface SearchText {
  /** The number operators call; an exact one comes first. */
  readonly number: number;
  readonly name: string;
  /** `19-05443-GT-0012-L2`; `null`: it has none. */
  readonly code: string | null;
  /** Names of its place, unit, group, tags, and former names. */
  readonly others: readonly string[];
}

interface Entry<T> {
  readonly item: T;
  readonly number: string;
  /** Words with a space before each and after the last, so that ` word` means one that begins so. */
  readonly name: string;
  readonly code: string;
  readonly all: string;
}
export type SearchIndex<T> = readonly Entry<T>[];

/** What was found for a query; the next keystroke narrows it down. */
export interface Findings<T> {
  readonly index: SearchIndex<T>;
  /** Folded. */
  readonly words: readonly string[];
  /** Best first, then in the order of the index. */
  readonly items: readonly T[];
  readonly matches: readonly Entry<T>[];
}

/** Between fields: part of no word, so that nothing matches across them. */
const BORDER = ' | ';
/** Of every code, and hence of none in particular. */
const PROVINCE_CODE = /^19(?=\s|-)/u;

const spaced = (words: readonly string[]): string => ` ${words.join(' ')} `;

/** Folds texts that stand on many things, such as the name of an area, only once. */
export function foldingOnce(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const folded = spaced(foldedWords(text));
    known.set(text, folded);
    return folded;
  };
}

export function searchEntry<T>(item: T, text: SearchText, foldOther: (text: string) => string): Entry<T> {
  const number = String(text.number);
  const name = spaced(foldedWords(text.name));
  const code = text.code === null ? ' ' : spaced(foldedWords(text.code.replace(PROVINCE_CODE, '')));
  return { item, number, name, code, all: [` ${number} `, name, code, ...text.others.map(foldOther)].join(BORDER) };
}

/** Words of a query, folded; empty when there is nothing to look for. */
export function queryWords(query: string): readonly string[] {
  const words = foldedWords(query);
  return words.length > 1 && words[0] === '19' && /^\d{5}$/u.test(words[1] ?? '') ? words.slice(1) : words;
}

const RANKS = 7;

/** A run of words says more than the same words scattered, and a name more than a place. */
function rankOf({ number, name, code, all }: Entry<unknown>, words: readonly string[], phrase: string): number {
  const [first = ''] = words;
  if (words.length === 1 && number === first) return 0;
  if (code === `${phrase} `) return 0;
  if (words.length === 1 && number.startsWith(first)) return 1;
  if (name.startsWith(phrase)) return 2;
  if (name.includes(phrase)) return 3;
  if (all.includes(phrase)) return 4;
  return words.every((word) => name.includes(` ${word}`)) ? 5 : 6;
}

/** Whether what is found by the second is among what is found by the first. */
function narrows(before: readonly string[], after: readonly string[]): boolean {
  const last = before.length - 1;
  return last >= 0 && before.every((word, at) => (at === last ? (after[at] ?? '').startsWith(word) : after[at] === word));
}

/**
 * Those that hold every word, in any order, as a word or as how one begins: `12` is not meant by `0512`, nor `yen` by `Nguyên`.
 *
 * @param before findings of the query before; where that is the beginning of this one, only what it found is looked at
 */
export function findIn<T>(index: SearchIndex<T>, query: string, before: Findings<T> | null = null): Findings<T> {
  const words = queryWords(query);
  if (words.length === 0) return { index, words, matches: index, items: index.map(({ item }) => item) };
  const within = before?.index === index && narrows(before.words, words) ? before.matches : index;
  const begun = words.map((word) => ` ${word}`);
  const matches = within.filter(({ all }) => begun.every((word) => all.includes(word)));
  const phrase = ` ${words.join(' ')}`;
  const ranked = Array.from({ length: RANKS }, (): T[] => []);
  for (const entry of matches) ranked[rankOf(entry, words, phrase)]?.push(entry.item);
  return { index, words, matches, items: ranked.flat() };
}
