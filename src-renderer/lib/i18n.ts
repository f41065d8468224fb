/** The program's texts: Vietnamese first, English second, both built in so that no text ever waits for a file. */
import i18next, { type i18n } from 'i18next';
import en from '../../resources/locales/en.json';
import vi from '../../resources/locales/vi.json';
import type { Language } from '../../src-contract/model/settings.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof vi };
    returnNull: false;
  }
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
