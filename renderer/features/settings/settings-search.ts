import { create } from 'zustand';
import { openDialog } from '../../stores/view-store.ts';
import { useLanguage } from '../../texts/texts.ts';

/** What the settings are searched for; kept outside, so that they can be opened on one of them. */
export const useSettingsSearch = create<{ readonly search: string }>(() => ({ search: '' }));

// Words of another language would find nothing any more.
useLanguage.subscribe(() => useSettingsSearch.setState({ search: '' }));

export function openSettings(search = ''): void {
  useSettingsSearch.setState({ search });
  openDialog('settings');
}

/** Every word of the search must occur. */
export function matcher(search: string): (text: string) => boolean {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  return (text) => words.every((word) => text.toLowerCase().includes(word));
}
