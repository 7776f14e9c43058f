import type { CameraStats } from '../backend/contract.ts';
import { cameraInTile } from './features/views/view-model.ts';
import { viewOnPage } from './features/views/view-on-page.ts';
import type { PainterChoice, Picture, PresentationStats } from './frames/messages.ts';
import { useRoute } from './route.ts';
import { useCameras } from './stores/cameras-store.ts';
import { useSettings } from './stores/settings-store.ts';
import { useStats } from './stores/stats-store.ts';
import { useView } from './stores/view-store.ts';

/**
 * `window.__sharedCamera`, for tests, benchmarks and people with the developer tools open. Read-only: it answers with copies of what the
 * overlay shows and changes nothing.
 */
export interface Diagnostics {
  /** Figures of one tile, or of the active one; each part is null until it is known. */
  stats(tile?: number): {
    readonly camera: string | null;
    readonly state: string | null;
    /** Size, format and painter of what is on the canvas. */
    readonly picture: Picture | null;
    /** Measured where frames are drawn: fps and ages over the last five seconds, `presented` since the stream was opened. */
    readonly presentation: PresentationStats | null;
    /** Measured where frames are read. */
    readonly reading: CameraStats | null;
  };
  /** Who draws, why, and what was measured; null before the first picture. */
  painter(): PainterChoice | null;
}

declare global {
  interface Window {
    __sharedCamera?: Diagnostics;
  }
}

export function exposeDiagnostics(): void {
  window.__sharedCamera = Object.freeze<Diagnostics>({
    stats(tile = useView.getState().activeTile) {
      const { cameras: known } = useCameras.getState();
      const view = viewOnPage(useRoute.getState(), useSettings.getState(), known);
      const id = view && cameraInTile(view, tile);
      const camera = known.find((each) => each.id === id);
      const { cameras, tiles } = useStats.getState();
      return structuredClone({
        camera: camera?.id ?? null,
        state: camera?.state ?? null,
        picture: tiles[tile]?.picture ?? null,
        presentation: tiles[tile]?.presentation ?? null,
        reading: (camera && cameras[camera.id]) ?? null,
      });
    },
    painter: () => structuredClone(useStats.getState().tiles[useView.getState().activeTile]?.picture?.painter ?? null),
  });
}
