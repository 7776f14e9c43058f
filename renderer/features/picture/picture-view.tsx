import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Camera } from '../../../backend/contract.ts';
import type { Rectangle } from '../../../native/core/copy-plan.ts';
import type { FrameView } from '../../frames/frame-view.ts';
import type { Size } from '../../frames/reduction.ts';
import { useSession } from '../../session.ts';
import { useCameraTitle } from '../../stores/cameras-store.ts';
import { displayOf, putTileLevels, useDisplays } from '../../stores/display-store.ts';
import {
  chooseArea,
  forgetPlaces,
  moveCursor,
  putCompared,
  putFigures,
  putFreeze,
  putProbes,
  putView,
  togglePin,
  useLook,
} from '../../stores/look-store.ts';
import { dropTileStats, putTileStats, statsOfTile, useStats } from '../../stores/stats-store.ts';
import { type TileId, useView } from '../../stores/view-store.ts';
import { resetViewport, setGeometry, useViewports, viewportOfTile } from '../../stores/viewport-store.ts';
import { t } from '../../texts/texts.ts';
import { CompareStage } from './compare-stage.tsx';
import { FreezeBadge } from './freeze-badge.tsx';
import { usePictureActions } from './picture-actions.ts';
import { RefusedNote } from './refused-note.tsx';
import { useLooking, useOverlay } from './use-looking.ts';
import { usePartner } from './use-partner.ts';
import { useViewportInput } from './use-viewport-input.ts';
import { isPixelated, matrixOf, type Point, scaleOf, visibleBox } from './viewport.ts';
import { ZoomBadge } from './zoom-badge.tsx';

interface PictureViewProps {
  readonly tile: TileId;
  readonly camera: Camera | undefined;
  /** A picture of a camera that is gone must not be taken for a live one. */
  readonly hidden: boolean;
  readonly dimmed: boolean;
  /** One of several: a double click belongs to its tile. */
  readonly compact: boolean;
}

/** The picture of one tile. The canvas inside belongs to the frame view, not to React: it is only told what to show and how large it is. */
export function PictureView({ tile, camera, hidden, dimmed, compact }: PictureViewProps) {
  const session = useSession();
  const frame = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<FrameView>();
  const [size, setSize] = useState<Size>();
  const { picture, refused } = useStats(statsOfTile(tile));
  const viewport = useViewports(viewportOfTile(tile));
  const geometry = useViewports((state) => state.geometries[tile]);
  const active = useView((state) => state.activeTile === tile);
  const looks = useView((state) => state.sidePanel === 'look') && active;
  const inspects = useLook(({ inspector }) => inspector) && looks;
  const partner = usePartner(tile, camera, looks);
  const mode = useLook((state) => state.mode);
  const halved = partner !== undefined && mode === 'side';
  const choosing = useLook((state) => state.choosing) && looks;
  const inspecting = useMemo(
    () => ({
      compact,
      halved,
      selects: choosing ? (area: Rectangle) => chooseArea(tile, area) : undefined,
      onHover: inspects ? (pixel: Point) => moveCursor(tile, pixel) : undefined,
      onClick: inspects ? (pixel: Point) => togglePin(tile, pixel) : undefined,
    }),
    [tile, compact, halved, choosing, inspects],
  );
  const { box } = useViewportInput(frame, tile, inspecting);
  usePictureActions(tile, active, view);
  useOverlay(view, frame);
  useLooking(view, tile, looks, halved);
  const name = useCameraTitle(camera?.id);
  const display = useDisplays(displayOf(camera));
  const measures = useView((state) => state.sidePanel === 'display' && state.activeTile === tile);
  const frozen = useLook(({ freezes }) => freezes[tile] !== undefined);
  const follows = display.levels === 'auto' || display.levels === 'extremes';
  // What is measured is measured of all of the picture, and a frozen one can be looked around in.
  const looksAround = looks || measures || follows || frozen;

  useEffect(() => {
    const host = stage.current;
    if (!host) return undefined;
    const opened = session.frames.open(host, {
      onPicture: (next) => putTileStats(tile, { picture: next }),
      onStats: (presentation) => putTileStats(tile, { presentation }),
      onRefused: (refused) => putTileStats(tile, { refused }),
      onFreeze: (freeze) => putFreeze(tile, freeze),
      onLevels: (levels, values) => putTileLevels(tile, levels, values),
      onProbes: (probes) => putProbes(tile, probes),
      onFigures: (figures) => putFigures(tile, figures),
      onCompared: (figures) => putCompared(tile, figures),
    });
    setView(opened);
    putView(tile, opened);
    return () => {
      setView(undefined);
      putView(tile, undefined);
      opened.close();
      putFreeze(tile, undefined);
      dropTileStats(tile);
      putTileLevels(tile, undefined, undefined);
    };
  }, [session, tile]);

  useEffect(() => view?.show(camera, t('live.pictureOf', { name })), [view, camera, name]);
  useEffect(() => view?.display(display), [view, display]);
  useEffect(() => view?.measure(measures), [view, measures]);

  const shown = camera?.id;
  useEffect(() => {
    if (shown === undefined) return undefined;
    return () => {
      if (!useViewports.getState().linked) resetViewport(tile);
      forgetPlaces(tile);
    };
  }, [tile, shown]);

  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const measure = (): void => {
      const width = element.clientWidth * devicePixelRatio;
      const height = element.clientHeight * devicePixelRatio;
      setSize((before) => (before?.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const width = picture?.sourceWidth;
  const height = picture?.sourceHeight;
  useLayoutEffect(() => {
    const known = width && height && size && size.width > 0 && size.height > 0;
    setGeometry(
      tile,
      known ? { source: { width, height }, view: halfOf(size, halved), pixelRatio: devicePixelRatio } : undefined,
    );
  }, [tile, width, height, size, halved]);
  useEffect(() => () => setGeometry(tile, undefined), [tile]);

  const scale = geometry && scaleOf(viewport, geometry);
  useEffect(() => {
    if (!view || !size) return;
    const needed = geometry && scale ? { width: geometry.source.width * scale, height: geometry.source.height * scale } : size;
    // Whoever asks for the value of a pixel wants that pixel, not one nearby.
    const whole = inspects || partner !== undefined;
    view.resize(needed, whole, geometry && !looksAround ? visibleBox(matrixOf(viewport, geometry), geometry) : undefined);
  }, [view, size, geometry, scale, viewport, inspects, partner, looksAround]);

  useLayoutEffect(() => {
    const host = stage.current;
    if (!host || !geometry) return;
    const { a, b, c, d, e, f } = matrixOf(viewport, geometry);
    const css = (value: number) => value / geometry.pixelRatio;
    host.style.width = `${geometry.source.width}px`;
    host.style.height = `${geometry.source.height}px`;
    host.style.transform = `matrix(${[a, b, c, d, e, f].map(css).join(', ')})`;
    host.dataset['pixelated'] = String(isPixelated(viewport, geometry));
  }, [viewport, geometry]);

  const movable = viewport.scale !== 'fit';
  return (
    <div ref={frame} className="stage-frame" data-hidden={hidden} data-movable={movable} data-aims={inspects || choosing}>
      <div ref={stage} className="stage" data-dimmed={dimmed} data-placed={geometry !== undefined && !partner} />
      {partner && view && <CompareStage key={partner.id} tile={tile} view={view} partner={partner} />}
      {box && <div className="stage-box" style={{ left: box.x, top: box.y, width: box.width, height: box.height }} />}
      {!hidden && refused && <RefusedNote reason={refused} />}
      {!hidden && <ZoomBadge tile={tile} />}
      {!hidden && view && <FreezeBadge tile={tile} view={view} />}
    </div>
  );
}

/** Beside each other, both pictures are placed alike, each in its half. */
function halfOf({ width, height }: Size, halved: boolean): Size {
  return { width: halved ? width / 2 : width, height };
}
