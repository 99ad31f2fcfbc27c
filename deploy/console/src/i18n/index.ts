import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en';

const KEY = 'aiw3.language';
export const LANGUAGES = { en: 'English', 'zh-CN': '简体中文' } as const;
export type Language = keyof typeof LANGUAGES;

const wanted = (): Language => {
  const stored = localStorage.getItem(KEY);
  if (stored && stored in LANGUAGES) return stored as Language;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
};

export async function startLanguages(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await setLanguage(wanted());
}

/** The other language is fetched when it is first chosen. */
export async function setLanguage(language: Language): Promise<void> {
  if (language === 'zh-CN' && !i18next.hasResourceBundle(language, 'translation')) {
    const { zh } = await import('./zh');
    i18next.addResourceBundle(language, 'translation', zh);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** A page with the English texts that the first view does not need; those of the other language are one file. */
export async function withPages<T>(page: Promise<T>): Promise<T> {
  const { pages } = await import('./pages');
  i18next.addResourceBundle('en', 'translation', pages, true);
  return page;
}

/** A page of operators or competition managers, with their texts as well. */
export async function withOffice<T>(page: Promise<T>): Promise<T> {
  const { office } = await import('./office');
  i18next.addResourceBundle('en', 'translation', office, true);
  return withPages(page);
}

export function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language);
  return setLanguage(language);
}
