import { useEffect, useRef, useState } from 'react';
import type { Camera } from '../../../backend/contract.ts';
import type { FrameView } from '../../frames/frame-view.ts';
import type { Size } from '../../frames/reduction.ts';
import { useSession } from '../../session.ts';
import { putFreeze } from '../../stores/look-store.ts';
import { dropTileStats, putTileStats, statsOfTile, useStats } from '../../stores/stats-store.ts';
import { setZoom, type TileId, useView } from '../../stores/view-store.ts';

/** Enlarged more than this, pixels are shown as the squares they are. */
const SMOOTH_UP_TO = 2;

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
  const stage = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<FrameView>();
  const [visible, setVisible] = useState<Size>();
  const { picture } = useStats(statsOfTile(tile));
  const zoom = useView((state) => state.zoom);

  useEffect(() => {
    const host = stage.current;
    if (!host) return undefined;
    const opened = session.frames.open(host, {
      onPicture: (next) => putTileStats(tile, { picture: next }),
      onStats: (presentation) => putTileStats(tile, { presentation }),
      onFreeze: (freeze) => putFreeze(tile, freeze),
    });
    setView(opened);
    return () => {
      setView(undefined);
      opened.close();
      dropTileStats(tile);
    };
  }, [session, tile]);

  useEffect(() => view?.show(camera), [view, camera]);

  useEffect(() => {
    const frame = stage.current?.parentElement;
    if (!frame || !view) return undefined;
    const measure = (): void => {
      const size = { width: frame.clientWidth * devicePixelRatio, height: frame.clientHeight * devicePixelRatio };
      setVisible(size);
      view.resize(size, zoom === 'actual');
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(frame);
    return () => observer.disconnect();
  }, [view, zoom]);

  useEffect(() => {
    const host = stage.current;
    if (!host) return;
    const actual = zoom === 'actual' && picture !== undefined;
    host.style.width = actual ? `${picture.width / devicePixelRatio}px` : '';
    host.style.height = actual ? `${picture.height / devicePixelRatio}px` : '';
    const scale = picture && visible ? Math.min(visible.width / picture.width, visible.height / picture.height) : 1;
    host.dataset['pixelated'] = String(!actual && scale > SMOOTH_UP_TO);
  }, [zoom, picture, visible]);

  return (
    <div className="stage-scroll" data-zoom={zoom} data-hidden={hidden}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a convenience for the mouse; the toolbar and the keys 0 and 1 do the same */}
      <div
        ref={stage}
        className="stage"
        data-dimmed={dimmed}
        onDoubleClick={compact ? undefined : () => setZoom(zoom === 'fit' ? 'actual' : 'fit')}
      />
    </div>
  );
}
