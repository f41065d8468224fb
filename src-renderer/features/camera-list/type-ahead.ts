/** Letters typed in the tree lead to the next row that begins with them; accents need not be typed. */
import type { TFunction } from 'i18next';
import { placeIn } from '../../lib/finding/place-name.ts';
import type { TreeRow } from '../../lib/finding/tree-rows.ts';
import { withoutKind } from '../../lib/finding/former-names.ts';
import { foldText } from '../../lib/vietnamese-search.ts';
import { nodeLabel } from './node-label.ts';

/** A pause this long begins a new word. */
const PAUSE_MS = 800;

export interface TypeAhead {
  /** What is typed by now, folded; `null` for a key that is no character of a word. @param atMs any clock that only goes on */
  type(key: string, atMs: number): string | null;
  /** What a row begins with: a camera's place, or its number while digits are typed. */
  nameOf(row: TreeRow, t: TFunction, language: string): string;
}

export function createTypeAhead(): TypeAhead {
  let typed = '';
  let lastMs = Number.NEGATIVE_INFINITY;
  const folded = new WeakMap<object, string>();
  const foldedOnce = (of: object, text: string): string => {
    const known = folded.get(of) ?? foldText(text);
    folded.set(of, known);
    return known;
  };
  return {
    type(key, atMs) {
      const goesOn = atMs - lastMs < PAUSE_MS && typed !== '';
      if (!/^[\p{L}\p{N}]$/u.test(key) && !(key === ' ' && goesOn)) return null;
      typed = foldText((goesOn ? typed : '') + key);
      lastMs = atMs;
      return typed;
    },
    nameOf(row, t, language) {
      if (row.kind === 'node') return foldText(withoutKind(nodeLabel(row.node.label, t, language)));
      if (/^\d/u.test(typed)) return String(row.camera.number);
      return foldedOnce(row.camera, `${placeIn(row.camera.name)} ${row.camera.name}`);
    },
  };
}
