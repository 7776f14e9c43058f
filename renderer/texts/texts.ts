import i18next from 'i18next';
import { create } from 'zustand';
import type { Shape, TextKey, TextValues } from '../../native/core/sentences/text-keys.ts';
import { de } from './de/de.ts';
import { en } from './en/en.ts';

export type Texts = typeof en;
export type Language = 'en' | 'de';
export const TEXTS: Readonly<Record<Language, Shape<Texts>>> = { en, de };

const translator = i18next.createInstance();
void translator.init({
  lng: 'en',
  fallbackLng: 'en',
  initAsync: false,
  resources: { en: { translation: en }, de: { translation: de } },
  interpolation: { escapeValue: false },
});

interface LanguageState {
  readonly language: Language;
  /** The language with its region, for numbers and dates. */
  readonly locale: string;
}

export const useLanguage = create<LanguageState>(() => ({ language: 'en', locale: 'en' }));

export function setLanguage(language: Language, locale: string = language): void {
  const before = useLanguage.getState();
  if (language === before.language && locale === before.locale) return;
  void translator.changeLanguage(language);
  useLanguage.setState({ language, locale });
}

/** A text of the page in the language that is chosen: `t('live.lost', { seconds: 3 })`. With `count`, its form for one or for several. */
export function t<K extends TextKey<Texts>>(key: K, ...[values]: TextValues<Texts, K>): string {
  return translator.t(key, values ?? {});
}

/** The same by a key that is only known when it is said. */
export function textAt(key: string, values: Readonly<Record<string, string | number>>): string {
  return translator.t(key, values);
}
