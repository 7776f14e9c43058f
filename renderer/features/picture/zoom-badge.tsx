import { Link2, Scan } from 'lucide-react';
import type { TileId } from '../../stores/view-store.ts';
import { resetViewport, useViewports, viewportOfTile } from '../../stores/viewport-store.ts';
import { t } from '../../texts/texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { decimal } from '../../ui/format.ts';
import { type Geometry, matrixOf, scaleOf, toView, type Viewport, visibleBox } from './viewport.ts';

/** The longer side of the small map. */
const MAP_SIDE = 88;

/** How large the picture is shown, and where in it one is; only while it is not simply fitted. */
export function ZoomBadge({ tile }: { readonly tile: TileId }) {
  const viewport = useViewports(viewportOfTile(tile));
  const geometry = useViewports((state) => state.geometries[tile]);
  const linked = useViewports((state) => state.linked);
  const { scale, turns, flipH, flipV } = viewport;
  if (!geometry || (scale === 'fit' && turns === 0 && !flipH && !flipV)) return undefined;

  const percent = formatPercent(scaleOf(viewport, geometry));
  const turned = [turns > 0 && `${turns * 90}°`, flipH && t('look.flippedH'), flipV && t('look.flippedV')].filter(Boolean);
  return (
    <div className="zoom-badge" role="status" aria-label={t('look.zoomLabel', { percent })}>
      <WholePicture viewport={viewport} geometry={geometry} />
      <div className="zoom-badge-words">
        <strong>{percent}</strong>
        {turned.length > 0 && <small>{turned.join(' · ')}</small>}
        {linked && <Link2 aria-label={t('look.linked')} className="icon" />}
        <IconButton icon={Scan} label={t('actions.look.reset')} action="look.reset" onClick={() => resetViewport(tile)} />
      </div>
    </div>
  );
}

interface Seen {
  readonly viewport: Viewport;
  readonly geometry: Geometry;
}

/** The whole picture as it is turned, and the part of it that is seen. */
function WholePicture({ viewport, geometry }: Seen) {
  if (fitsWhole({ viewport, geometry })) return undefined;
  const { source } = geometry;
  const box = visibleBox(matrixOf(viewport, geometry), geometry);
  const longer = Math.max(source.width, source.height);
  const turned = viewport.turns % 2 === 1;
  const view = { width: turned ? source.height : source.width, height: turned ? source.width : source.height };
  const small = { ...viewport, scale: 1, centre: { x: 0.5, y: 0.5 } };
  const matrix = matrixOf(small, { source, view, pixelRatio: 1 });
  const one = toView(matrix, box);
  const other = toView(matrix, { x: box.x + box.width, y: box.y + box.height });
  const part = (value: number) => (value / longer) * MAP_SIDE;
  return (
    <svg className="zoom-map" aria-hidden width={part(view.width)} height={part(view.height)}>
      <rect width="100%" height="100%" className="zoom-map-whole" />
      <rect
        className="zoom-map-part"
        x={part(Math.min(one.x, other.x))}
        y={part(Math.min(one.y, other.y))}
        width={Math.max(2, part(Math.abs(one.x - other.x)))}
        height={Math.max(2, part(Math.abs(one.y - other.y)))}
      />
    </svg>
  );
}

function fitsWhole({ viewport, geometry }: Seen): boolean {
  const box = visibleBox(matrixOf(viewport, geometry), geometry);
  return box.width >= geometry.source.width && box.height >= geometry.source.height;
}

function formatPercent(scale: number): string {
  const percent = scale * 100;
  return `${decimal(percent, percent < 10 ? 1 : 0)} %`;
}
