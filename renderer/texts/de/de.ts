import type { en } from '../en/en.ts';
import type { Shape } from '../keys.ts';
import { actions } from './actions.ts';
import { common } from './common.ts';
import { dialogs } from './dialogs.ts';
import { display } from './display.ts';
import { look } from './look.ts';

export const de: Shape<typeof en> = {
  actions,
  common,
  dialogs,
  look,
  display,
};
