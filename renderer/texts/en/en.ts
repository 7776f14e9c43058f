import { actions } from './actions.ts';
import { common } from './common.ts';
import { dialogs } from './dialogs.ts';

export const en = {
  actions,
  common,
  dialogs,
} as const;
