import type { Mapping, MappingDetail } from '../../../../backend/contract.ts';
import type { LockState } from '../../../../native/core/lock-word.ts';
import { formatDuration, formatMilliseconds, groupDigits } from '../../../ui/format.ts';
import { useNow } from '../../../ui/use-now.ts';
import { verdictWords } from '../verdict-words.ts';
import { HistogramChart } from './histogram-chart.tsx';
import { PanelSection } from './panel-section.tsx';
import { holdsOf, timelineSpans } from './transitions.ts';
import { WordBits } from './word-bits.tsx';

const LOCK_WORDS: Readonly<Record<LockState, string>> = {
  free: 'Free',
  reading: 'Being read',
  writing: 'Being written',
  uninitialised: 'Not initialised',
  corrupt: 'Damaged',
};
const TIMELINE_MS = 10_000;
const SHOWN_HOLDS = 40;

interface LockPanelProps {
  readonly mapping: Mapping;
  readonly detail: MappingDetail | undefined;
}

/** The lock word now, and what became of it since somebody looks. */
export function LockPanel({ mapping, detail }: LockPanelProps) {
  const { lock } = mapping;
  if (!lock) return <p className="muted">There is no lock word to look at: {mapping.error?.message ?? 'it is not open.'}</p>;
  return (
    <>
      <PanelSection title="Lock word" tools={<HeldFor mapping={mapping} />}>
        <p className={`lock-verdict tone-${verdictWords(mapping).tone}`}>
          {LOCK_WORDS[lock.state]}. <span className="muted">{verdictWords(mapping).meaning}</span>
        </p>
        <WordBits word={lock.word} />
      </PanelSection>
      {detail && <History detail={detail} />}
      {detail && (
        <PanelSection title="How long it stays taken">
          <HistogramChart histogram={detail.holds} what={['hold', 'holds']} />
        </PanelSection>
      )}
      {detail?.waits && (
        <PanelSection title="How long our readers wait for it">
          <HistogramChart histogram={detail.waits} what={['wait', 'waits']} />
        </PanelSection>
      )}
      {detail && !detail.waits && (
        <p className="field-note">How long readers wait is counted while this program shows the camera.</p>
      )}
    </>
  );
}

function HeldFor({ mapping: { lock, lockSince } }: { readonly mapping: Mapping }) {
  const now = useNow();
  if (!lock || lockSince === null) return undefined;
  return (
    <span className="held-for" role="timer">
      {lock.state === 'free' ? 'free' : 'unchanged'} for {formatDuration(now - lockSince)}
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
      title="History"
      tools={
        <span className="muted">
          {groupDigits(transitionsTotal)} {transitionsTotal === 1 ? 'change' : 'changes'} seen
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
        <span>{TIMELINE_MS / 1000} s ago</span>
        <span>now</span>
      </div>
      <div className="table-scroll history-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">At</th>
              <th scope="col">Word</th>
              <th scope="col">State</th>
              <th scope="col">Stayed</th>
            </tr>
          </thead>
          <tbody>
            {holds.map(({ at, word, state, readers, lastedMs }) => (
              <tr key={`${at}-${word}`}>
                <td>{clockText(at)}</td>
                <td>
                  <code>0x{word}</code>
                </td>
                <td>
                  <span className={`lock-dot lock-${state}`} aria-hidden />
                  {LOCK_WORDS[state]}
                  {readers > 1 && ` by ${readers}`}
                </td>
                <td>{stayedText(lastedMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="field-note">
        Looked at every {formatMilliseconds(intervalMs)} on average, {groupDigits(samples)} times so far. Shorter holds are
        missed.
      </p>
    </PanelSection>
  );
}

function stayedText(lastedMs: number | undefined): string {
  if (lastedMs === undefined) return 'until now';
  return lastedMs < 1 ? 'less than 1 ms' : formatMilliseconds(lastedMs);
}

function clockText(at: number): string {
  return new Date(at).toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });
}
