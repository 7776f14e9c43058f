import { type RefObject, useEffect } from 'react';
import type { FrameView } from '../../frames/frame-view.ts';
import type { LookSurface } from '../../frames/look-messages.ts';
import { moveCursor, useLook } from '../../stores/look-store.ts';
import type { TileId } from '../../stores/view-store.ts';
import { useViewports, viewportOfTile } from '../../stores/viewport-store.ts';
import { usePageScale } from '../../ui/page-scale.ts';
import { cursorOf } from './cursor.ts';
import { matrixOf, visibleBox } from './viewport.ts';

const NO_PINS: readonly never[] = [];

/** A canvas in `host` that the worker draws on. It can be given away only once, so each mount makes its own, and not React. */
export function useWorkerCanvas(
  view: FrameView | undefined,
  host: RefObject<HTMLElement | null>,
  kind: LookSurface,
  label?: string,
): void {
  useEffect(() => {
    const element = host.current;
    if (!element || !view) return undefined;
    const canvas = document.createElement('canvas');
    canvas.className = `look-canvas look-${kind}`;
    canvas.width = Math.max(1, Math.round(element.clientWidth * devicePixelRatio));
    canvas.height = Math.max(1, Math.round(element.clientHeight * devicePixelRatio));
    if (label) {
      canvas.setAttribute('role', 'img');
      canvas.setAttribute('aria-label', label);
    } else canvas.setAttribute('aria-hidden', 'true');
    element.append(canvas);
    view.surface(kind, canvas);
    return () => {
      view.surface(kind, undefined);
      canvas.remove();
    };
  }, [view, host, kind, label]);
}

/** Grid, values and marks over the picture. */
export function useOverlay(view: FrameView | undefined, host: RefObject<HTMLElement | null>): void {
  useWorkerCanvas(view, host, 'overlay');
}

/** Tells the worker where the picture lies and what is asked of it. Where two share the view nothing is drawn over them. */
export function useLooking(view: FrameView | undefined, tile: TileId, looks: boolean, halved: boolean): void {
  const viewport = useViewports(viewportOfTile(tile));
  const geometry = useViewports((state) => state.geometries[tile]);
  const inspects = useLook(({ inspector }) => inspector) && looks;
  const scopes = useLook((state) => state.scopes) && looks;
  const { logarithmic, waveform } = useLook();
  const cursor = useLook(({ cursors }) => cursors[tile]);
  const pins = useLook((state) => state.pins[tile]) ?? NO_PINS;
  const area = useLook(({ areas }) => areas[tile]);

  useEffect(() => {
    const placing = geometry &&
      !halved && { matrix: matrixOf(viewport, geometry), ...geometry.view, pixelRatio: geometry.pixelRatio };
    view?.look({ placing: placing || undefined });
  }, [view, viewport, geometry, halved]);

  useEffect(() => {
    if (inspects && !cursor && geometry) moveCursor(tile, cursorOf(tile));
  }, [inspects, cursor, geometry, tile]);
  useEffect(() => {
    view?.look(inspects ? { cursor, pins } : { cursor: undefined, pins: [] });
  }, [view, inspects, cursor, pins]);

  const pageScale = usePageScale();
  useEffect(() => {
    if (!view || !geometry) return;
    const box = area ?? visibleBox(matrixOf(viewport, geometry), geometry);
    view.look({ scopes: scopes ? { box, logarithmic, waveform, pixelRatio: geometry.pixelRatio * pageScale } : undefined });
  }, [view, viewport, geometry, scopes, area, logarithmic, waveform, pageScale]);
}
