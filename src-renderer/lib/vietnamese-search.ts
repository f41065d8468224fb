/** Accent- and spelling-blind comparison of Vietnamese text, as operators type it (R-UI-01, R-UI-02). */

const COMBINING_MARKS = /\p{M}+/gu;
const SEPARATORS = /[\s\-_.,;:/\\()[\]|·"'“”]+/u;
/** `kỳ` and `kì`, `Mỹ` and `Mĩ`, `quý` and `quí`: one sound, spelt either way. `thuỵ`, `tây`, `yên` are never spelt with i. */
const Y_FOR_I = /(?<=[bcdghklmnpqrstvx]|qu)y/gu;

const foldMarks = (text: string): string => text.normalize('NFD').replace(COMBINING_MARKS, '').toLowerCase().replaceAll(/[đð]/gu, 'd');

/**
 * Reduces text to what search compares: lower case, no tone or vowel marks, đ as d, y as i where both are written.
 *
 * Dropping the marks also makes both spellings of a rhyme equal (hoá/hóa, thuỵ/thụy) and accepts
 * decomposed (NFD) input. The folded start of a text is the start of the folded text.
 */
export function foldText(text: string): string {
  return foldMarks(text).replace(Y_FOR_I, 'i');
}

/** The words of a text, folded. */
export function foldedWords(text: string): readonly string[] {
  return foldText(text)
    .split(SEPARATORS)
    .filter((word) => word.length > 0);
}

/** A stretch of a text: from, and the place after its last character. */
export type TextRange = readonly [from: number, to: number];

/** Where in a text folded words are found, for marking them: in order, not overlapping; words begun in the text before those within words. */
export function rangesOf(text: string, words: readonly string[]): readonly TextRange[] {
  const { folded, origin } = foldWithOrigin(text);
  const found = words.flatMap((word): readonly TextRange[] => {
    const at = startOfWord(folded, word) ?? folded.indexOf(word);
    if (at < 0 || word === '') return [];
    return [[origin[at] ?? 0, origin[at + word.length] ?? text.length]];
  });
  return joined(found.sort(([one], [other]) => one - other));
}

function startOfWord(folded: string, word: string): number | null {
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
    const before = folded[at - 1];
    if (before === undefined || SEPARATORS.test(before)) return at;
  }
  return null;
}

/** Has neither marks nor letters of its own: folded by its case alone, which most characters of a long list are. */
const isPlain = (character: string): boolean => character < '\u0080';

/** Each folded character with where in the text it came from. */
function foldWithOrigin(text: string): { readonly folded: string; readonly origin: readonly number[] } {
  const origin: number[] = [];
  let folded = '';
  let at = 0;
  for (const character of text) {
    const plain = isPlain(character) ? character.toLowerCase() : foldMarks(character);
    folded += plain;
    while (origin.length < folded.length) origin.push(at);
    at += character.length;
  }
  return { folded: folded.replace(Y_FOR_I, 'i'), origin: [...origin, at] };
}

function joined(ranges: readonly TextRange[]): readonly TextRange[] {
  const merged: TextRange[] = [];
  for (const [from, to] of ranges) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], to)];
    else merged.push([from, to]);
  }
  return merged;
}
