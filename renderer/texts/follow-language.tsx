import { Fragment, type ReactNode } from 'react';
import type { Settings } from '../../backend/contract.ts';
import { useSettings } from '../stores/settings-store.ts';
import { type Language, setLanguage, useLanguage } from './texts.ts';

export function languageFor(chosen: Settings['language'], preferred: readonly string[]): Language {
  if (chosen !== 'system') return chosen;
  const known = preferred.map((tag) => tag.toLowerCase().split('-')[0]).find((tag) => tag === 'en' || tag === 'de');
  return known ?? 'en';
}

/** Puts the chosen language on the texts and the document; `system` is that of the browser. */
export function followLanguage(): void {
  const apply = (): void => {
    const language = languageFor(useSettings.getState().language, navigator.languages);
    setLanguage(language, navigator.languages.find((tag) => tag.toLowerCase().startsWith(language)) ?? language);
    document.documentElement.lang = language;
  };
  apply();
  useSettings.subscribe(apply);
}

/** What it holds is made anew in another language, so that no text is left behind. */
export function InLanguage({ children }: { readonly children: ReactNode }) {
  const language = useLanguage((state) => state.language);
  return <Fragment key={language}>{children}</Fragment>;
}
