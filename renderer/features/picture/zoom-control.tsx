import type { TileId } from '../../stores/view-store.ts';
import { changeViewport, useViewports, viewportOfTile } from '../../stores/viewport-store.ts';
import { t } from '../../texts/texts.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { actualSize, fitted } from './viewport.ts';

/** Fit and one to one for the toolbar; neither is chosen at any other scale. */
export function ZoomControl({ tile }: { readonly tile: TileId }) {
  const { scale } = useViewports(viewportOfTile(tile));
  const value = scale === 'fit' ? 'fit' : scale === 1 ? 'actual' : 'other';
  const options = [
    { value: 'fit', label: t('look.fit') },
    { value: 'actual', label: '1:1' },
  ] as const;
  return (
    <Segmented<'fit' | 'actual' | 'other'>
      label={t('look.size')}
      value={value}
      options={options}
      onChange={(next) => changeViewport(tile, next === 'fit' ? fitted : actualSize)}
    />
  );
}
