import type { Mapping, MappingDetail } from '../../../../backend/contract.ts';
import { errorText } from '../../../texts/said.ts';
import { t } from '../../../texts/texts.ts';
import { formatClock, formatDuration, formatMilliseconds, groupDigits } from '../../../ui/format.ts';
import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { verdictWords } from '../verdict-words.ts';
import { HistogramChart } from './histogram-chart.tsx';
import { PanelSection } from './panel-section.tsx';
import { holdsOf, timelineSpans } from './transitions.ts';
import { WordBits } from './word-bits.tsx';

const TIMELINE_MS = 10_000;
const SHOWN_HOLDS = 40;

interface LockPanelProps {
  readonly mapping: Mapping;
  readonly detail: MappingDetail | undefined;
}

/** The lock word now, and what became of it since somebody looks. */
export function LockPanel({ mapping, detail }: LockPanelProps) {
  const { lock } = mapping;
  if (!lock)
    return (
      <p className="muted">
        {t('inspector.noWord', { reason: mapping.error ? errorText(mapping.error) : t('inspector.notOpenPart') })}
      </p>
    );
  return (
    <>
      <PanelSection title={t('common.lockWord')} tools={<HeldFor mapping={mapping} />}>
        <p className={`lock-verdict tone-${verdictWords(mapping).tone}`}>
          {t(`inspector.lockState.${lock.state}`)}. <span className="muted">{verdictWords(mapping).meaning}</span>
        </p>
        <WordBits word={lock.word} />
      </PanelSection>
      {detail && <History detail={detail} />}
      {detail && (
        <PanelSection title={t('inspector.howLongTaken')}>
          <HistogramChart histogram={detail.holds} what="hold" />
        </PanelSection>
      )}
      {detail?.waits && (
        <PanelSection title={t('inspector.howLongWait')}>
          <HistogramChart histogram={detail.waits} what="wait" />
        </PanelSection>
      )}
      {detail && !detail.waits && <p className="field-note">{t('inspector.waitNote')}</p>}
    </>
  );
}

function HeldFor({ mapping: { lock, lockSince } }: { readonly mapping: Mapping }) {
  const now = useNow();
  if (!lock || lockSince === null) return undefined;
  return (
    <span className="held-for" role="timer">
      {t(lock.state === 'free' ? 'inspector.freeFor' : 'inspector.unchangedFor', { duration: formatDuration(now - lockSince) })}
    </span>
  );
}

function History({ detail }: { readonly detail: MappingDetail }) {
  const { transitions, transitionsTotal, sampledSince, samples, intervalMs } = detail;
  const now = Math.max(sampledSince + samples * intervalMs, transitions.at(-1)?.at ?? 0);
  const spans = timelineSpans(transitions, now, TIMELINE_MS);
  const holds = holdsOf(transitions).slice(0, SHOWN_HOLDS);
  return (
    <PanelSection
      title={t('inspector.history')}
      tools={
        <span className="muted">
          {t('inspector.changes', { count: transitionsTotal, digits: groupDigits(transitionsTotal) })}
        </span>
      }
    >
      <svg className="lock-timeline" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">
        <rect width="1000" height="20" className="lock-timeline-ground" />
        {spans.map(({ state, from, share }) => (
          <rect key={from} x={from * 1000} width={Math.max(1.5, share * 1000)} height="20" className={`lock-${state}`} />
        ))}
      </svg>
      <div className="histogram-axis" aria-hidden>
        <span>{t('inspector.secondsAgo', { seconds: TIMELINE_MS / 1000 })}</span>
        <span>{t('inspector.now')}</span>
      </div>
      <ScrollRegion className="table-scroll history-scroll" label={t('common.table', { name: t('inspector.history') })}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('inspector.at')}</th>
              <th scope="col">{t('inspector.word')}</th>
              <th scope="col">{t('common.state')}</th>
              <th scope="col">{t('inspector.stayed')}</th>
            </tr>
          </thead>
          <tbody>
            {holds.map(({ at, word, state, readers, lastedMs }) => (
              <tr key={`${at}-${word}`}>
                <td>{formatClock(at)}</td>
                <td>
                  <code>0x{word}</code>
                </td>
                <td>
                  <span className={`lock-dot lock-${state}`} aria-hidden />
                  {t(`inspector.lockState.${state}`)}
                  {readers > 1 && ` ${t('inspector.byReaders', { readers })}`}
                </td>
                <td>{stayedText(lastedMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p className="field-note">
        {t('inspector.sampling', { interval: formatMilliseconds(intervalMs), samples: groupDigits(samples) })}
      </p>
    </PanelSection>
  );
}

function stayedText(lastedMs: number | undefined): string {
  if (lastedMs === undefined) return t('inspector.untilNow');
  return lastedMs < 1 ? t('inspector.lessThanMs') : formatMilliseconds(lastedMs);
}
