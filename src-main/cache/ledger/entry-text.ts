/** What is said in an entry, for finding it by words. */
import { z } from 'zod';

const MARKS = /\p{M}+/gu;

/** Blind to accents, tone marks and case, so that `dinh hoa` finds `Định Hoá`. */
export const foldText = (text: string): string => text.normalize('NFD').replace(MARKS, '').toLowerCase().replaceAll('đ', 'd');

const anyObject = z.record(z.string(), z.unknown());

/** Whether every word (folded) is in some text of the entry; names of fields and hashes do not count. */
export function entrySays(bytes: Uint8Array, words: readonly string[]): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  try {
    const entry = anyObject.safeParse(JSON.parse(text));
    if (!entry.success) return false;
    const { actor, action, object, area, purpose, caseNumber, requestId, reason, params, device } = entry.data;
    const said = foldText(textsOf([actor, action, object, area, purpose, caseNumber, requestId, reason, params, device]).join('\n'));
    return words.every((word) => said.includes(word));
  } catch {
    return false; // no JSON: shown where no words are looked for
  }
}

function textsOf(values: readonly unknown[]): string[] {
  return values.flatMap((value) => {
    if (typeof value === 'string') return [value];
    if (typeof value === 'number') return [String(value)];
    return typeof value === 'object' && value !== null ? textsOf(Object.values(value)) : [];
  });
}

export const wordsOf = (text: string): readonly string[] =>
  foldText(text)
    .split(/\s+/u)
    .filter((word) => word !== '');
