import { ToggleGroup } from 'radix-ui';
import { type PixelFormat, pixelFormat } from '../../../native/core/formats.ts';
import type { ColourMap } from '../../../native/core/pixels/colour-maps.ts';
import { COLOUR_MAP_CHOICES, type Display } from '../../../native/core/pixels/display.ts';
import { t } from '../../texts/texts.ts';
import { mapGradient } from './colour-bar.ts';

type Choice = Display['colourMap'];

interface ColourMapChoiceProps {
  readonly format: PixelFormat;
  readonly value: Choice;
  readonly onChange: (value: Choice) => void;
}

/** One row for each map, with the map itself as a picture. */
export function ColourMapChoice({ format, value, onChange }: ColourMapChoiceProps) {
  const isYuv = pixelFormat(format).family === 'yuv';
  // Without colours of its own, a picture without map is the grey one.
  const choices = COLOUR_MAP_CHOICES.filter((choice) => isYuv || choice !== 'grey');
  const chosen = !isYuv && value === 'grey' ? 'none' : value;
  const label = (choice: Choice) => {
    if (choice === 'none') return isYuv ? t('display.inColour') : t('display.grey');
    return t(`display.${choice}`);
  };
  return (
    <div className="field">
      <span className="field-label">{t('display.colourMap')}</span>
      <ToggleGroup.Root
        type="single"
        className="colour-maps"
        orientation="vertical"
        aria-label={t('display.colourMap')}
        value={chosen}
        onValueChange={(next) => {
          const choice = choices.find((each) => each === next);
          if (choice) onChange(choice);
        }}
      >
        {choices.map((choice) => (
          <ToggleGroup.Item key={choice} value={choice} className="colour-map">
            <span className="colour-map-swatch" aria-hidden style={{ background: swatch(choice, isYuv) }} />
            <span>{label(choice)}</span>
            {choice === 'cividis' && <span className="colour-map-hint">{t('display.cividisHint')}</span>}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
    </div>
  );
}

/** Colours as they are have no table: the six of a test picture stand for them. */
const COLOUR_BARS = ['#ff0', '#0ff', '#0f0', '#f0f', '#f00', '#00f']
  .map((colour, i) => `${colour} ${(i / 6) * 100}% ${((i + 1) / 6) * 100}%`)
  .join(', ');

function swatch(choice: Choice, isYuv: boolean): string {
  if (choice === 'none' && isYuv) return `linear-gradient(to right, ${COLOUR_BARS})`;
  const map: ColourMap = choice === 'none' ? 'grey' : choice;
  return mapGradient(map);
}
