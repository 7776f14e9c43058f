import { Download, TimerReset, X } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useEffect } from 'react';
import type { Camera } from '../../../backend/contract.ts';
import { saveText } from '../../save-text.ts';
import { useSession } from '../../session.ts';
import {
  countFrom,
  FIGURE_WINDOWS,
  type FigureWindow,
  putEvents,
  setFigureWindow,
  useHealth,
} from '../../stores/health-store.ts';
import { toggleSidePanel } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatDuration, formatTime } from '../../ui/format.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { EventList } from './event-list.tsx';
import { figuresCsv, figuresFileName, figuresJson } from './export-figures.ts';
import { FigurePlots } from './figure-plots.tsx';
import { FiguresTable } from './figures-table.tsx';
import { PictureWords } from './picture-words.tsx';
import { TimelineStrip } from './timeline-strip.tsx';
import { type ShownFigures, useFigures } from './use-figures.ts';

const WINDOWS = Object.keys(FIGURE_WINDOWS) as readonly FigureWindow[];
const NO_EVENTS = [] as const;

/** How a camera has been over the last minutes: figures, plots, what happened. */
export function FiguresPanel({ camera }: { readonly camera: Camera }) {
  const { id } = camera;
  const session = useSession();
  const { mappings } = session;
  const window = useHealth((state) => state.window);
  const countedFrom = useHealth((state) => state.countedFrom[id]);
  const events = useHealth((state) => state.events[id]) ?? NO_EVENTS;
  const shown = useFigures(id);
  // Only a frame tells whether its number is to be believed; before the first one it is what the mapping says of itself.
  const numbered = shown?.whole && shown.whole.frames > 0 ? shown.whole.published !== null : camera.layoutFrom === 'trailer';
  useEffect(() => {
    // Without an answer, what happens from now on is shown.
    mappings.request('health.events', { id }).then(putEvents, () => undefined);
  }, [mappings, id]);

  function save(kind: 'csv' | 'json'): void {
    if (!shown) return;
    const name = figuresFileName(camera, shown.now, kind);
    if (kind === 'csv') void saveText(session, name, 'text/csv', figuresCsv(shown.seconds));
    else void saveText(session, name, 'application/json', figuresJson({ ...shown, to: shown.now, camera, events }));
  }

  return (
    <aside className="layout-panel figures-panel" aria-label={t('health.title')}>
      <header className="layout-panel-header">
        <h2>{t('health.title')}</h2>
        <ExportMenu disabled={!shown} onSave={save} />
        <IconButton icon={TimerReset} label={t('health.reset')} onClick={() => countFrom(id, Date.now())} />
        <IconButton
          icon={X}
          label={t('common.close')}
          action="picture.history"
          onClick={() => toggleSidePanel('history', false)}
        />
      </header>
      <div className="layout-panel-body">
        <Segmented
          label={t('health.window')}
          value={window}
          options={WINDOWS.map((value) => ({ value, label: t(`health.windows.${value}`) }))}
          onChange={setFigureWindow}
        />
        {countedFrom !== undefined && (
          <p className="note figures-since">
            {t('health.resetAt', { time: formatTime(countedFrom) })}
            <Button kind="quiet" onClick={() => countFrom(id, undefined)}>
              {t('health.countAll')}
            </Button>
          </p>
        )}
        <PictureWords camera={camera} numbered={numbered} />
        {shown && <TimelineStrip events={events} from={shown.from} now={shown.now} />}
        {shown && <Measured shown={shown} numbered={numbered} observe={camera.observe} />}
        <EventList camera={camera} events={events} />
      </div>
    </aside>
  );
}

interface MeasuredProps {
  readonly shown: ShownFigures;
  readonly numbered: boolean;
  readonly observe: boolean;
}

function Measured({ shown, numbered, observe }: MeasuredProps) {
  const { whole, seconds, from, now } = shown;
  if (!whole) return <p className="note">{t('health.nothingMeasured')}</p>;
  return (
    <>
      <FiguresTable figures={whole} numbered={numbered} observe={observe} />
      <p className="field-note">{t('health.measured', { duration: formatDuration(Math.round(whole.seconds) * 1000) })}</p>
      <FigurePlots seconds={seconds} from={from} now={now} />
    </>
  );
}

function ExportMenu({ disabled, onSave }: { readonly disabled: boolean; readonly onSave: (kind: 'csv' | 'json') => void }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild disabled={disabled}>
        <button type="button" className="icon-button header-end" aria-label={t('health.export')} title={t('health.export')}>
          <Download aria-hidden className="icon" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8} aria-label={t('health.export')}>
          <DropdownMenu.Item className="menu-item" onSelect={() => onSave('csv')}>
            {t('health.exportCsv')}
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={() => onSave('json')}>
            {t('health.exportJson')}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
