import { create } from 'zustand';
import type { Settings } from '../../backend/contract.ts';
import { ONE_TILE } from '../../native/core/view.ts';

/** What holds until the backend has answered; the real defaults are its own. */
const BEFORE_ANSWER: Settings = {
  language: 'system',
  theme: 'system',
  scale: 100,
  colours: 'standard',
  motion: 'system',
  overlay: true,
  drawing: 'auto',
  stalledAfterMs: 2_000,
  observe: false,
  healLocks: true,
  closeToTray: false,
  selected: null,
  view: ONE_TILE,
  savedViews: [],
  remembered: [],
  keys: {},
  alarmRules: [],
  keeping: {
    recordingFolder: null,
    snapshotFolder: null,
    template: '{name} {date} {time}',
    format: 'mcap',
    snapshot: 'png',
    pretriggerSeconds: 5,
    memoryMb: 512,
    keepFreeMb: 500,
    splitMb: 0,
    splitMinutes: 0,
  },
};

export const useSettings = create<Settings>(() => BEFORE_ANSWER);

export function setSettings(settings: Settings): void {
  useSettings.setState(settings, true);
}
