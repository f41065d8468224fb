/** What a camera is found by, in both languages of the program. */
import en from '../../../resources/locales/en.json' with { type: 'json' };
import vi from '../../../resources/locales/vi.json' with { type: 'json' };
import type { Camera } from '../../../src-contract/model/camera.ts';
import { foldText } from '../vietnamese-search.ts';
import { formerNames, formerNamesOf, withoutKind } from './former-names.ts';
import type { SearchText } from './search-index.ts';
import type { TerritoryNames } from './territory-names.ts';

/** @param tags the person's own on this camera */
export function cameraText(camera: Camera, names: TerritoryNames, tags: readonly string[]): SearchText {
  const { number, name, area, province } = camera;
  if (province === undefined) {
    return { number, name, code: null, others: [...writings(area), ...formerNamesOf(area), ...tags] };
  }
  const { code, unit, group, domains } = province;
  const places = names.areasTo(province.areaPath).flatMap((place) => [...writings(place.name), ...place.aliases]);
  const communeCode = province.areaPath.split('/')[1] ?? '';
  return {
    number,
    name,
    code,
    others: [
      ...(places.length === 0 ? [area] : places),
      ...formerNames(communeCode),
      unit,
      ...words('group', group),
      ...domains.flatMap((one) => words('domain', one)),
      ...tags,
    ],
  };
}

/** A ward is written `P. X` here and `Phường X` there; people type either. */
function writings(area: string): readonly string[] {
  const bare = withoutKind(area);
  if (bare === area.trim() || bare === '') return area === '' ? [] : [area];
  return /^p/iu.test(area.trim()) ? [`Phường ${bare}`, `P. ${bare}`] : [`Xã ${bare}`, `X. ${bare}`];
}

function words(table: CodeTable, code: string): readonly string[] {
  return (['vi', 'en'] as const).flatMap((language) => wordOfCode(language, table, code) ?? []);
}

export type CodeTable = 'group' | 'domain';

/** What the province's codes are called, `GT`, `ATGT`; `null` for one this program does not know. */
export function wordOfCode(language: 'vi' | 'en', table: CodeTable, code: string): string | null {
  const word: unknown = Reflect.get((language === 'vi' ? vi : en).find[table], code);
  return typeof word === 'string' ? word : null;
}

/** Of what a camera was found by, the first that is not shown anyway; `null`: what is shown says it. */
export function foundBy({ code, others }: SearchText, shown: readonly string[], words: readonly string[]): string | null {
  const seen = shown.map(foldText).join(' ');
  const unexplained = words.filter((word) => !seen.includes(word));
  if (unexplained.length === 0) return null;
  const rated = [...(code === null ? [] : [code]), ...others].map((text) => {
    const folded = foldText(text);
    return { text, explains: unexplained.filter((word) => folded.includes(word)).length };
  });
  const most = Math.max(0, ...rated.map(({ explains }) => explains));
  return most === 0 ? null : (rated.find(({ explains }) => explains === most)?.text ?? null);
}
