/**
 * Names of before July 2025 that people still search by: districts, towns and Bắc Kạn province. Never a node of a tree
 * (R-ORG-06). A province's own aliases stand beside these.
 */
import former from '../../../resources/places/former-names.json' with { type: 'json' };
import { foldedWords } from '../vietnamese-search.ts';

const byCode = new Map<string, string[]>();
const byName = new Map<string, string[]>();
for (const { names, communes } of former) {
  for (const [code, name] of Object.entries(communes)) {
    byCode.set(code, [...(byCode.get(code) ?? []), ...names]);
    byName.set(foldedName(name), [...(byName.get(foldedName(name)) ?? []), ...names]);
  }
}

function foldedName(name: string): string {
  return foldedWords(name).join(' ');
}

/** Of a commune by its official code, `05518`. */
export function formerNames(communeCode: string): readonly string[] {
  return byCode.get(communeCode) ?? [];
}

/** Of a commune by its name as people write it, with or without `P.` or `Xã`. */
export function formerNamesOf(area: string): readonly string[] {
  return byName.get(foldedName(withoutKind(area))) ?? [];
}

const KIND = /^(?:phường|p\.?|xã|x\.)\s+/iu;

/** `P. Sông Công` → `Sông Công`. */
export function withoutKind(area: string): string {
  return area.normalize('NFC').trim().replace(KIND, '');
}
