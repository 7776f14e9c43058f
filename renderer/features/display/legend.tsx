import type { Camera } from '../../../backend/contract.ts';
import { canBeMapped } from '../../../native/core/pixels/display.ts';
import { displayOf, levelsOfTile, useDisplays } from '../../stores/display-store.ts';
import type { TileId } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { mapGradient } from './colour-bar.ts';
import { levelText } from './level-scale.ts';

/** On the picture, while a colour map is on: which colour stands for which value. */
export function Legend({ tile, camera }: { readonly tile: TileId; readonly camera: Camera }) {
  const { colourMap, gamma } = useDisplays(displayOf(camera));
  const { levels } = useDisplays(levelsOfTile(tile));
  const format = camera.layout?.format;
  if (!format || !levels || !canBeMapped(format) || colourMap === 'none' || colourMap === 'grey') return null;
  const low = levelText(levels.low, format);
  const high = levelText(levels.high, format);
  return (
    <div className="legend" role="img" aria-label={t('display.legend', { map: t(`display.${colourMap}`), low, high })}>
      <div className="legend-bar" style={{ background: mapGradient(colourMap, gamma, 'to top') }} />
      <span>{high}</span>
      <span>{levelText((levels.low + levels.high) / 2, format)}</span>
      <span>{low}</span>
    </div>
  );
}
