import { useState } from 'react';
import type { PixelFormat } from '../../../native/core/formats.ts';
import {
  type AutoLevels,
  canBeMapped,
  type Display,
  type Levels,
  nativeLimits,
  wholeLevels,
} from '../../../native/core/pixels/display.ts';
import { levelsOfTile, useDisplays } from '../../stores/display-store.ts';
import type { TileId } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { mapGradient } from './colour-bar.ts';
import { HistogramScale } from './histogram-scale.tsx';
import { LevelInput } from './level-input.tsx';
import { rounded, scaleOf, withLevel } from './level-scale.ts';

type Source = AutoLevels | 'whole' | 'fixed';

interface LevelsEditorProps {
  readonly tile: TileId;
  readonly format: PixelFormat;
  readonly display: Display;
  readonly onChange: (changed: Partial<Display>) => void;
}

/** Black and white over the values of the picture: found by themselves, dragged, or typed. */
export function LevelsEditor({ tile, format, display, onChange }: LevelsEditorProps) {
  const now = useDisplays(levelsOfTile(tile));
  /** While a handle is dragged, what lies under it must not move. */
  const [held, setHeld] = useState<Levels>();
  const { levels: chosen, colourMap, gamma } = display;
  const source: Source = typeof chosen === 'object' ? 'fixed' : (chosen ?? 'whole');
  const whole = wholeLevels(format, display.range);
  const levels = typeof chosen === 'object' ? chosen : chosen === undefined ? whole : (now.levels ?? whole);
  const values = now.values?.format === format ? now.values : undefined;
  const scale = held ?? scaleOf(format, values, levels);
  const limits = nativeLimits(format);
  const tidy = ({ low, high }: Levels): Levels => ({ low: rounded(low, format), high: rounded(high, format) });
  const move = (end: keyof Levels, value: number) => onChange({ levels: withLevel(tidy(levels), end, value, format) });

  function choose(next: Source): void {
    if (next === 'fixed') onChange({ levels: withLevel(tidy(levels), 'low', rounded(levels.low, format), format) });
    else onChange({ levels: next === 'whole' ? undefined : next });
  }

  const sources = [
    { value: 'whole', label: t('display.whole') },
    { value: 'auto', label: t('display.auto') },
    { value: 'extremes', label: t('display.extremes') },
    { value: 'fixed', label: t('display.fixed') },
  ] as const;
  const hints = {
    whole: t('display.wholeHint', { format }),
    auto: t('display.autoHint'),
    extremes: t('display.extremesHint'),
    fixed: t('display.fixedHint'),
  };
  const map = colourMap === 'none' || !canBeMapped(format) ? 'grey' : colourMap;
  const input = { format, limits, levels, onMove: move };
  return (
    <div className="field">
      <span className="field-label">{t('display.levels')}</span>
      <HistogramScale
        {...{ format, values, levels, scale }}
        gradient={mapGradient(map, gamma)}
        onMove={move}
        onHold={(holds) => setHeld(holds ? scale : undefined)}
      />
      <div className="field-row">
        <LevelInput {...input} end="low" label={t('display.black')} />
        <LevelInput {...input} end="high" label={t('display.white')} />
      </div>
      <Segmented label={t('display.levelsHow')} value={source} options={sources} onChange={choose} />
      <p className="field-note levels-hint">{hints[source]}</p>
    </div>
  );
}
