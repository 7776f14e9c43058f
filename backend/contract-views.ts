/** Views as they are kept in the settings: the one that is shown, and those that were saved under a name. */
import * as z from 'zod/mini';
import { GRIDS, MAX_TILES, parseView, type View } from '../native/core/view.ts';
import { cameraId } from './contract-schemas.ts';

export type { Grid, Place, View } from '../native/core/view.ts';

export interface SavedView {
  readonly name: string;
  readonly view: View;
}

export const MAX_SAVED_VIEWS = 100;
export const MAX_VIEW_NAME = 60;

const place = z.strictObject({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });

export const viewSchema = z
  .strictObject({
    grid: z.literal(GRIDS),
    tiles: z.readonly(z.array(z.nullable(cameraId)).check(z.maxLength(MAX_TILES))),
    places: z.readonly(z.array(place).check(z.maxLength(MAX_TILES))),
  })
  .check(z.refine((view) => parseView(view) !== undefined, 'a tile lies outside of the layout'));

const savedView = z.strictObject({ name: z.string().check(z.minLength(1), z.maxLength(MAX_VIEW_NAME)), view: viewSchema });

export const savedViewsSchema = z.readonly(
  z.array(savedView).check(
    z.maxLength(MAX_SAVED_VIEWS),
    z.refine((views) => new Set(views.map(({ name }) => name)).size === views.length, 'two views have the same name'),
  ),
);
