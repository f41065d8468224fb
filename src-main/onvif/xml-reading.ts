/** Finding one's way in a parsed answer, by names without prefixes: the same names carry other prefixes on every camera. */
import type { XmlElement } from './xml.ts';

/** The first child of that name, or of a path of names. */
export function child(element: XmlElement | null, ...path: readonly string[]): XmlElement | null {
  let found = element;
  for (const name of path) found = found?.children.find((each) => each.name === name) ?? null;
  return found;
}

export function childrenOf(element: XmlElement | null, name: string): readonly XmlElement[] {
  return element?.children.filter((each) => each.name === name) ?? [];
}

/** Text of the child at the path, `null` where there is none or it is empty. */
export function textAt(element: XmlElement | null, ...path: readonly string[]): string | null {
  const text = child(element, ...path)?.text ?? '';
  return text === '' ? null : text;
}

/** A finite number, `null` for anything else. */
export function numberAt(element: XmlElement | null, ...path: readonly string[]): number | null {
  const text = textAt(element, ...path);
  return text !== null && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/iu.test(text) ? Number(text) : null;
}

/** `xs:boolean`; some cameras write it with capitals. */
export function booleanOf(text: string | null | undefined): boolean | null {
  const word = text?.trim().toLowerCase();
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : null;
}

/** A device's words for a person: one line, no control or direction marks, no longer than one reads. */
export function plainLine(text: string | null, max = 200): string {
  return (text ?? '')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, max);
}
