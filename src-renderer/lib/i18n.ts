/** The program's texts: Vietnamese first, English second, both built in so that no text ever waits for a file. */
import i18next, { type i18n } from 'i18next';
import en from '../../resources/locales/en.json';
import vi from '../../resources/locales/vi.json';
import type { Language } from '../../src-contract/model/settings.ts';

/** Words for what the log says are looked up by data; as keys they would only make the type too deep for the compiler. */
type WordTables = 'action' | 'column' | 'finding' | 'group';
type Words = Omit<typeof vi, 'audit'> & { readonly audit: Omit<typeof vi.audit, WordTables> };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Words };
    returnNull: false;
  }
}

type KeysOf<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${KeysOf<T[K]>}` }[keyof T & string];
/** The key of one text, for where texts are named as data. */
export type TextKey = KeysOf<Words>;
export type TextValues = Readonly<Record<string, string | number>>;

/** Where texts come from, in the language a person has chosen. */
export type Texts = Pick<i18n, 't'>;

/** The text of a key that is data; its values are not checked by the compiler. */
export function textOf(texts: Texts, key: TextKey, values: TextValues = {}): string {
  const translate = texts.t as unknown as (key: string, values: TextValues) => string; // a union of every key is too much for i18next's own types
  return translate(key, values);
}

/** A ready instance of its own; `changeLanguage` switches every text on screen at once. */
export async function createTexts(language: Language): Promise<i18n> {
  const texts = i18next.createInstance();
  await texts.init({
    lng: language,
    fallbackLng: 'vi',
    resources: { vi: { translation: vi }, en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return texts;
}
