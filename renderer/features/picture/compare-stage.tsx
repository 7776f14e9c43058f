import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { Camera } from '../../../backend/contract.ts';
import type { FrameView } from '../../frames/frame-view.ts';
import { useSession } from '../../session.ts';
import { useCameraTitle } from '../../stores/cameras-store.ts';
import { displayOf, useDisplays } from '../../stores/display-store.ts';
import { putCompared, useLook } from '../../stores/look-store.ts';
import type { TileId } from '../../stores/view-store.ts';
import { useViewports, viewportOfTile } from '../../stores/viewport-store.ts';
import { t } from '../../texts/texts.ts';
import { isPixelated, matrixOf } from './viewport.ts';

interface CompareStageProps {
  readonly tile: TileId;
  readonly view: FrameView;
  readonly partner: Camera;
}

const nothing = (): void => undefined;
const NO_EVENTS = {
  onPicture: nothing,
  onStats: nothing,
  onFreeze: nothing,
  onRefused: nothing,
  onLevels: nothing,
  onProbes: nothing,
  onFigures: nothing,
  onCompared: nothing,
};

/** Two pictures on one canvas in the place of the tile's own. The partner has a view of its own, whose canvas nobody sees. */
export function CompareStage({ tile, view, partner }: CompareStageProps) {
  const session = useSession();
  const host = useRef<HTMLDivElement>(null);
  const unseen = useRef<HTMLDivElement>(null);
  const [other, setOther] = useState<FrameView>();
  const name = useCameraTitle(partner.id);
  const display = useDisplays(displayOf(partner));
  const { mode, split, gain } = useLook();
  const viewport = useViewports(viewportOfTile(tile));
  const geometry = useViewports((state) => state.geometries[tile]);

  useEffect(() => {
    if (!host.current || !unseen.current) return undefined;
    const opened = session.frames.open(unseen.current, NO_EVENTS);
    const canvas = document.createElement('canvas');
    canvas.className = 'look-canvas compare-canvas';
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', t('actions.look.compare'));
    host.current.append(canvas);
    view.compare(opened, canvas);
    setOther(opened);
    return () => {
      setOther(undefined);
      view.endCompare();
      opened.close();
      canvas.remove();
      putCompared(tile, undefined);
    };
  }, [session, view, tile]);

  const { width, height } = partner.layout ?? { width: 1, height: 1 };
  useEffect(() => other?.show(partner, t('live.pictureOf', { name })), [other, partner, name]);
  useEffect(() => other?.display(display), [other, display]);
  useEffect(() => other?.resize({ width, height }, true), [other, width, height]);
  const frozen = useLook(({ freezes }) => freezes[tile] !== undefined);
  useEffect(() => other?.freeze(frozen), [other, frozen]);
  useEffect(() => {
    if (!other || !geometry) return;
    const whole = geometry.view.width * (mode === 'side' ? 2 : 1);
    view.comparing({
      matrix: matrixOf(viewport, geometry),
      width: Math.round(whole),
      height: geometry.view.height,
      pixelRatio: geometry.pixelRatio,
      pixelated: isPixelated(viewport, geometry),
      mode,
      split,
      gain,
    });
  }, [view, other, viewport, geometry, mode, split, gain]);

  return (
    <>
      <div ref={unseen} className="compare-unseen" aria-hidden />
      <div ref={host} className="compare-stage" />
      {mode === 'wipe' && <Divider split={split} />}
    </>
  );
}

/** The edge of the wipe, by mouse or with the arrow keys. */
function Divider({ split }: { readonly split: number }) {
  const move = (share: number) => useLook.setState({ split: Math.min(1, Math.max(0, share)) });

  function onKeyDown(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: split - 0.01,
      ArrowRight: split + 0.01,
      PageDown: split - 0.1,
      PageUp: split + 0.1,
      Home: 0,
      End: 1,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    move(next);
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    const frame = event.currentTarget.parentElement?.getBoundingClientRect();
    if (event.buttons === 1 && frame) move((event.clientX - frame.left) / frame.width);
  }

  return (
    <div
      className="wipe-divider"
      role="slider"
      tabIndex={0}
      aria-label={t('look.split')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(split * 100)}
      style={{ left: `${split * 100}%` }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onPointerMove}
    />
  );
}
