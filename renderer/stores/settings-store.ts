import { create } from 'zustand';
import type { Settings } from '../../backend/contract.ts';
import { DEFAULT_SETTINGS } from '../../backend/default-settings.ts';

/** The defaults hold until the backend has answered. */
export const useSettings = create<Settings>(() => DEFAULT_SETTINGS);

export function setSettings(settings: Settings): void {
  useSettings.setState(settings, true);
}
