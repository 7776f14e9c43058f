import type { Camera } from '../../../backend/contract.ts';
import { useCameras } from '../../stores/cameras-store.ts';
import { useLook } from '../../stores/look-store.ts';
import type { TileId } from '../../stores/view-store.ts';

/** The camera that the picture of a tile is compared with now: the chosen one, at first whichever is live. */
export function usePartner(tile: TileId, camera: Camera | undefined, looks: boolean): Camera | undefined {
  const compares = useLook(({ compare }) => compare) && looks && camera !== undefined;
  const chosen = useLook(({ partners }) => partners[tile]);
  return useCameras(({ cameras }) => {
    if (!compares) return undefined;
    const others = cameras.filter(({ id }) => id !== camera.id);
    return others.find(({ id }) => id === chosen) ?? others.find(({ state }) => state === 'live');
  });
}
