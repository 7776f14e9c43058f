import { RotateCcw, X } from 'lucide-react';
import type { Camera } from '../../../backend/contract.ts';
import { type PixelFormat, pixelFormat } from '../../../native/core/formats.ts';
import {
  canBeMapped,
  DEFAULT_DISPLAY,
  type Display,
  GAMMA_LIMITS,
  MATRIX_CHOICES,
  type MatrixChoice,
  videoMatrix,
} from '../../../native/core/pixels/display.ts';
import { useSession } from '../../session.ts';
import { displayOf, useDisplays } from '../../stores/display-store.ts';
import { type TileId, toggleSidePanel } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { decimal } from '../../ui/format.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { ColourMapChoice } from './colour-map-choice.tsx';
import { LevelsEditor } from './levels-editor.tsx';

const MATRIX_NAMES = { bt601: 'BT.601', bt709: 'BT.709', bt2020: 'BT.2020' } as const;

interface DisplayPanelProps {
  readonly tile: TileId;
  readonly camera: Camera;
}

/** How the values of a camera become colours, with the picture beside it. Only what its format can use is offered. */
export function DisplayPanel({ tile, camera }: DisplayPanelProps) {
  const session = useSession();
  const display = useDisplays(displayOf(camera));
  const change = (changed: Partial<Display>) => session.setDisplay(camera.id, { ...display, ...changed });
  const { layout } = camera;
  return (
    <aside className="layout-panel" aria-label={t('display.title')}>
      <header className="layout-panel-header">
        <h2>{t('display.title')}</h2>
        <IconButton
          className="header-end"
          icon={RotateCcw}
          label={t('display.reset')}
          disabled={isDefault(display)}
          onClick={() => session.setDisplay(camera.id, null)}
        />
        <IconButton
          icon={X}
          label={t('common.close')}
          action="picture.display"
          onClick={() => toggleSidePanel('display', false)}
        />
      </header>
      <div className="layout-panel-body">
        {layout ? (
          <>
            <LevelsEditor tile={tile} format={layout.format} display={display} onChange={change} />
            <GammaSlider gamma={display.gamma} onChange={(gamma) => change({ gamma })} />
            {canBeMapped(layout.format) ? (
              <ColourMapChoice format={layout.format} value={display.colourMap} onChange={(colourMap) => change({ colourMap })} />
            ) : (
              <p className="field-note">{t('display.threeValues', { format: layout.format })}</p>
            )}
            <YuvChoices format={layout.format} lines={layout.height} display={display} onChange={change} />
          </>
        ) : (
          <p className="note">{t('display.noPicture')}</p>
        )}
        <p className="field-note">{t('display.remembered', { name: camera.name })}</p>
      </div>
    </aside>
  );
}

function isDefault(display: Display): boolean {
  const keys = ['matrix', 'range', 'levels', 'colourMap', 'gamma'] as const;
  return keys.every((key) => display[key] === DEFAULT_DISPLAY[key]);
}

interface YuvChoicesProps {
  readonly format: PixelFormat;
  readonly lines: number;
  readonly display: Display;
  readonly onChange: (changed: Partial<Display>) => void;
}

function YuvChoices({ format, lines, display, onChange }: YuvChoicesProps) {
  if (pixelFormat(format).family !== 'yuv') return <p className="field-note">{t('display.noMatrix', { format })}</p>;
  const auto = t('display.matrixAutoHint', { matrix: MATRIX_NAMES[videoMatrix(lines)], lines });
  const matrixLabel = (matrix: MatrixChoice) => (matrix === 'auto' ? t('display.matrixAuto') : MATRIX_NAMES[matrix]);
  const options = MATRIX_CHOICES.map((value) => ({
    value,
    label: matrixLabel(value),
    ...(value === 'auto' && { hint: auto }),
  }));
  const ranges = [
    { value: 'limited', label: t('display.limited') },
    { value: 'full', label: t('display.full') },
  ] as const;
  return (
    <>
      <Field label={t('display.matrix')} hint={display.matrix === 'auto' ? auto : ''}>
        {({ id }) => (
          <Select
            id={id}
            label={t('display.matrix')}
            value={display.matrix}
            options={options}
            onChange={(matrix) => onChange({ matrix })}
          />
        )}
      </Field>
      <div className="field">
        <span className="field-label">{t('display.range')}</span>
        <Segmented label={t('display.range')} value={display.range} options={ranges} onChange={(range) => onChange({ range })} />
        <p className="field-note">{t('display.rangeHint')}</p>
      </div>
    </>
  );
}

/** Even steps of the slider are even factors: as far from 1 to 2 as from 2 to 4. */
function GammaSlider({ gamma, onChange }: { readonly gamma: number; readonly onChange: (gamma: number) => void }) {
  const end = Math.log2(GAMMA_LIMITS.high);
  return (
    <Field label={`${t('display.gamma')} ${decimal(gamma, 2)}`} hint={t('display.gammaHint')}>
      {(ids) => (
        <input
          {...ids}
          className="slider"
          type="range"
          min={-end}
          max={end}
          step={end / 40}
          value={Math.log2(gamma)}
          aria-valuetext={decimal(gamma, 2)}
          onChange={({ target }) => onChange(Number((2 ** Number(target.value)).toFixed(3)))}
        />
      )}
    </Field>
  );
}
