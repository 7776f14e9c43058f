import { useActions } from '../../actions/use-actions.ts';
import type { FrameView } from '../../frames/frame-view.ts';
import { clearPins, toggleCompare, toggleInspector, togglePin, toggleScopes, useLook } from '../../stores/look-store.ts';
import { type TileId, useView } from '../../stores/view-store.ts';
import { changeViewport, resetViewport, toggleLinked } from '../../stores/viewport-store.ts';
import { cursorOf, stepCursor } from './cursor.ts';
import { actualSize, fitted, flipped, panBy, rotated, zoomStep } from './viewport.ts';

/** Of the view; Shift moves by nearly all of it. */
const NEAR = 1 / 10;
const FAR = 8 / 10;

const FAR_PIXELS = 10;

/** What keys do to the picture of the active tile. */
export function usePictureActions(tile: TileId, active: boolean, view: FrameView | undefined): void {
  const looks = useView(({ sidePanel }) => sidePanel === 'look') && active;
  const frozen = useLook(({ freezes }) => freezes[tile] !== undefined);

  const inspects = useLook(({ inspector }) => inspector) && looks;
  const scopes = useLook((state) => state.scopes) && looks;

  const move = (x: number, y: number, far: boolean) => () => {
    if (inspects) {
      stepCursor(tile, { x: far ? x * FAR_PIXELS : x, y: far ? y * FAR_PIXELS : y });
      return;
    }
    const share = far ? FAR : NEAR;
    changeViewport(tile, (viewport, geometry) => {
      const by = { x: -x * share * geometry.view.width, y: -y * share * geometry.view.height };
      return panBy(viewport, geometry, by);
    });
  };

  useActions(
    active
      ? {
          'picture.fit': () => changeViewport(tile, fitted),
          'picture.actual': () => changeViewport(tile, actualSize),
          'look.zoomIn': () => changeViewport(tile, (viewport, geometry) => zoomStep(viewport, geometry, 1)),
          'look.zoomOut': () => changeViewport(tile, (viewport, geometry) => zoomStep(viewport, geometry, -1)),
          'look.left': move(-1, 0, false),
          'look.right': move(1, 0, false),
          'look.up': move(0, -1, false),
          'look.down': move(0, 1, false),
          'look.farLeft': move(-1, 0, true),
          'look.farRight': move(1, 0, true),
          'look.farUp': move(0, -1, true),
          'look.farDown': move(0, 1, true),
          'look.rotate': () => changeViewport(tile, (viewport, geometry) => rotated(viewport, geometry, 1)),
          'look.rotateBack': () => changeViewport(tile, (viewport, geometry) => rotated(viewport, geometry, -1)),
          'look.flipH': () => changeViewport(tile, (viewport) => flipped(viewport, 'horizontal')),
          'look.flipV': () => changeViewport(tile, (viewport) => flipped(viewport, 'vertical')),
          'look.reset': () => resetViewport(tile),
          'look.link': () => toggleLinked(tile),
          'look.inspector': () => inspectWithKeys(tile, !inspects),
          'look.pin': inspects ? () => pinCursor(tile) : undefined,
          'look.clearPins': inspects ? () => clearPins(tile) : undefined,
          'look.scopes': toggleScopes,
          'look.compare': toggleCompare,
          'look.area': scopes ? () => useLook.setState({ choosing: true }) : undefined,
          'look.freeze': view && (() => view.freeze(!frozen)),
          'look.next': view && (() => view.step(1)),
          'look.previous': view && (() => view.step(-1)),
        }
      : {},
  );
}

/** The keys that move the cursor must not stay with the list that the camera was chosen from. */
function inspectWithKeys(tile: TileId, on: boolean): void {
  toggleInspector();
  if (on) document.querySelector<HTMLElement>(`[data-tile="${tile}"]`)?.focus();
}

function pinCursor(tile: TileId): void {
  const cursor = cursorOf(tile);
  if (cursor) togglePin(tile, cursor);
}
