import type { ActionId } from '../../../backend/action-table.ts';
import type { Grid } from '../../../backend/contract.ts';
import { GRIDS } from '../../../native/core/view.ts';
import { t } from '../../texts/texts.ts';

export const GRID_ACTIONS = {
  1: 'tiles.one',
  4: 'tiles.four',
  9: 'tiles.nine',
  16: 'tiles.sixteen',
  25: 'tiles.twentyFive',
  free: 'tiles.free',
} as const satisfies Readonly<Record<Grid, ActionId>>;

export function gridTitle(grid: Grid): string {
  return t(`actions.${GRID_ACTIONS[grid]}`);
}

/** Menus and switches know values as text only. */
export function gridOfText(text: string): Grid | undefined {
  return GRIDS.find((grid) => String(grid) === text);
}
