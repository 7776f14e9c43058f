import { Crop } from 'lucide-react';
import { useRef } from 'react';
import { useKeysOf } from '../../actions/keys-of.ts';
import type { FrameView } from '../../frames/frame-view.ts';
import { chooseArea, useLook } from '../../stores/look-store.ts';
import type { TileId } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { decimal, formatSize, significant } from '../../ui/format.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { useWorkerCanvas } from './use-looking.ts';

/** Histogram, waveform and the figures behind them, in native values, of what is visible or of a chosen area. */
export function Scopes({ tile, view }: { readonly tile: TileId; readonly view: FrameView }) {
  const histogram = useRef<HTMLDivElement>(null);
  const wave = useRef<HTMLDivElement>(null);
  const { logarithmic, waveform, choosing } = useLook();
  const area = useLook(({ areas }) => areas[tile]);
  const figures = useLook((state) => state.figures[tile]);
  const areaKey = useKeysOf('look.area');
  useWorkerCanvas(view, histogram, 'histogram', t('look.histogramLabel'));
  useWorkerCanvas(view, wave, 'waveform', t('look.waveformLabel'));
  return (
    <section className="scopes" aria-label={t('actions.look.scopes')}>
      <header className="scope-header">
        <h3>{t('look.histogram')}</h3>
        <Segmented
          label={t('look.scale')}
          value={logarithmic ? 'logarithmic' : 'linear'}
          options={[
            { value: 'linear', label: t('look.linear') },
            { value: 'logarithmic', label: t('look.logarithmic') },
          ]}
          onChange={(next) => useLook.setState({ logarithmic: next === 'logarithmic' })}
        />
      </header>
      <div ref={histogram} className="scope scope-histogram" />
      <header className="scope-header">
        <h3>{t('look.waveform')}</h3>
        <Segmented
          label={t('look.waveform')}
          value={waveform}
          options={[
            { value: 'luma', label: t('look.luma') },
            { value: 'parade', label: t('look.parade') },
          ]}
          onChange={(next) => useLook.setState({ waveform: next })}
        />
      </header>
      <div ref={wave} className="scope scope-waveform" />
      {figures && figures.channels.length === 0 && <p className="note">{t('look.scopesHint')}</p>}
      {figures && figures.channels.length > 0 && <FigureTable figures={figures} />}
      <div className="scope-area">
        <p className="muted">
          {figures &&
            (area
              ? t('look.chosenArea', { size: formatSize(area), x: area.x, y: area.y })
              : t('look.visibleArea', { size: formatSize(figures.box) }))}
          {figures && figures.step > 1 && `, ${t('look.sampled', { step: figures.step })}`}
        </p>
        <Button
          icon={Crop}
          aria-pressed={choosing}
          aria-keyshortcuts={areaKey}
          onClick={() => useLook.setState({ choosing: !choosing })}
        >
          {choosing ? t('look.choosing') : t('look.chooseArea')}
        </Button>
        {area && <Button onClick={() => chooseArea(tile, undefined)}>{t('look.wholeArea')}</Button>}
      </div>
    </section>
  );
}

type Figures = NonNullable<ReturnType<typeof useLook.getState>['figures'][TileId]>;

function FigureTable({ figures }: { readonly figures: Figures }) {
  return (
    <table className="samples">
      <thead>
        <tr>
          <th scope="col">{t('look.channel')}</th>
          <th scope="col">{t('look.min')}</th>
          <th scope="col">{t('look.max')}</th>
          <th scope="col">{t('look.mean')}</th>
          <th scope="col">{t('look.sd')}</th>
        </tr>
      </thead>
      <tbody>
        {figures.channels.map(({ channel, min, max, mean, sd }) => (
          <tr key={channel}>
            <th scope="row" data-channel={channel}>
              {channel}
            </th>
            {[min, max].map((value, index) => (
              <td key={index === 0 ? 'min' : 'max'}>{significant(value)}</td>
            ))}
            <td>{meanText(mean)}</td>
            <td>{meanText(sd)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function meanText(value: number): string {
  return decimal(value, Math.abs(value) >= 10 ? 1 : 3);
}
