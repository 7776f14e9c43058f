import { actions } from './actions.ts';
import { common } from './common.ts';
import { dialogs } from './dialogs.ts';
import { display } from './display.ts';
import { look } from './look.ts';

export const en = {
  actions,
  common,
  dialogs,
  look,
  display,
} as const;
