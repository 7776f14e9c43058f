/** What holds where nothing was chosen; also in the page until the backend has answered. Plain data. */
import { ONE_TILE } from '../native/core/view.ts';
import type { Settings } from './contract.ts';
import { DEFAULT_RULES } from './health/default-rules.ts';
import { DEFAULT_KEEPING } from './recordings/keeping.ts';

export const DEFAULT_SETTINGS: Settings = {
  language: 'system',
  theme: 'system',
  scale: 100,
  colours: 'standard',
  motion: 'system',
  overlay: true,
  drawing: 'auto',
  stalledAfterMs: 2000,
  healLocks: true,
  observe: false,
  closeToTray: false,
  selected: null,
  view: ONE_TILE,
  savedViews: [],
  remembered: [],
  keys: {},
  alarmRules: DEFAULT_RULES,
  keeping: DEFAULT_KEEPING,
};
