import type { CameraId } from '../../../backend/contract.ts';
import type { TileId } from '../../stores/view-store.ts';

/** What is being dragged: a camera out of the list, or what a tile shows. */
export type Dragged =
  | { readonly kind: 'camera'; readonly camera: CameraId; readonly name: string }
  | { readonly kind: 'tile'; readonly tile: TileId; readonly name: string };

export function dragOfCamera(camera: CameraId, name: string) {
  return { id: `camera ${camera}`, data: { kind: 'camera', camera, name } satisfies Dragged };
}

export function dragOfTile(tile: TileId, name = '') {
  return { id: `tile ${tile}`, data: { kind: 'tile', tile, name } satisfies Dragged };
}

export function dropOnTile(tile: TileId) {
  return { id: `onto ${tile}`, data: { tile } };
}

/** The library knows nothing of what was given to it. */
export function draggedOf(data: unknown): Dragged | undefined {
  return data as Dragged | undefined;
}

export function tileUnder(data: unknown): TileId | undefined {
  return (data as { readonly tile: TileId } | undefined)?.tile;
}
