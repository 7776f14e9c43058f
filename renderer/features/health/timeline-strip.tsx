import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from 'react';
import type { HealthEvent } from '../../../backend/contract.ts';
import { t } from '../../texts/texts.ts';
import { formatDuration, formatTime } from '../../ui/format.ts';
import { useWidth } from '../../ui/use-width.ts';
import { eventWords, segmentTone, segmentWord } from './event-words.ts';
import { type MarkEvent, marksOf, type Segment, type SegmentState, segmentsOf } from './timeline-segments.ts';

interface TimelineStripProps {
  readonly events: readonly HealthEvent[];
  readonly from: number;
  readonly now: number;
}

/** Colours are not all: each kind of trouble has a pattern of its own. */
const PATTERNS: Readonly<Partial<Record<SegmentState, 'hatch' | 'cross' | 'lines' | 'dots'>>> = {
  stalled: 'hatch',
  locked: 'cross',
  still: 'lines',
  refused: 'cross',
  'wrong-size': 'cross',
  'not-found': 'dots',
  gone: 'dots',
  'never-written': 'dots',
  'no-layout': 'hatch',
  uninitialised: 'lines',
};
/** A mark is pointed at within so many pixels. */
const REACH = 5;

/** The states of a camera as a strip, the newest on the right; arrow keys and pointer go through it, and words say what is there. */
export function TimelineStrip({ events, from, now }: TimelineStripProps) {
  const id = useId();
  const strip = useRef<HTMLDivElement>(null);
  const width = useWidth(strip);
  const [chosen, setChosen] = useState<number>();
  const segments = segmentsOf(events, from, now);
  const marks = marksOf(events, from, now);
  const last = segments.length - 1;
  const index = Math.min(chosen ?? last, last);
  const segment = segments[index];
  const scale = width / Math.max(1, now - from);
  const x = (at: number) => (at - from) * scale;
  const mark = segment && marks.findLast(({ at }) => at >= segment.from && at <= segment.to);
  const words = segment ? [segmentText(segment, now), mark && markText(mark)].filter(Boolean).join(' · ') : '';

  function choose(next: number): void {
    setChosen(Math.min(last, Math.max(0, next)));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: last };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose(next);
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    const at = from + (event.clientX - event.currentTarget.getBoundingClientRect().left) / scale;
    const near = marks.find((each) => Math.abs(each.at - at) * scale <= REACH);
    const found = segments.findIndex(({ to }) => (near?.at ?? at) < to);
    choose(found < 0 ? last : found);
  }

  return (
    <section className="timeline" aria-label={t('health.timeline')}>
      <div
        ref={strip}
        className="timeline-strip"
        role="slider"
        tabIndex={0}
        aria-label={t('health.timeline')}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={Math.max(0, index)}
        aria-valuetext={words}
        onKeyDown={onKeyDown}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setChosen(undefined)}
        onBlur={() => setChosen(undefined)}
      >
        <svg aria-hidden width="100%" height="100%">
          <Patterns id={id} />
          {segments.map((each, number) => (
            <g
              key={`${each.state}-${each.from}`}
              className={`timeline-segment tone-${segmentTone(each.state)}`}
              data-state={each.state}
            >
              <rect x={x(each.from)} width={Math.max(1, x(each.to) - x(each.from))} height="100%" className="timeline-ground" />
              {PATTERNS[each.state] && (
                <rect
                  x={x(each.from)}
                  width={Math.max(1, x(each.to) - x(each.from))}
                  height="100%"
                  fill={`url(#${id}-${PATTERNS[each.state]})`}
                />
              )}
              {chosen !== undefined && number === index && (
                <rect x={x(each.from)} width={Math.max(2, x(each.to) - x(each.from))} height="100%" className="timeline-chosen" />
              )}
            </g>
          ))}
          {marks.map((each) => (
            <path key={each.number} className="timeline-mark" data-kind={each.kind} d={`M${x(each.at)} 0l4 6h-8z`} />
          ))}
        </svg>
      </div>
      <div className="timeline-ends" aria-hidden>
        <span>{formatTime(from)}</span>
        <span>{t('health.timelineNow')}</span>
      </div>
      <p className="timeline-words">{words}</p>
    </section>
  );
}

function segmentText({ state, from, to }: Segment, now: number): string {
  return t('health.timelineWords', {
    state: segmentWord(state),
    from: formatTime(from),
    to: to >= now ? t('health.timelineNow') : formatTime(to),
    duration: formatDuration(to - from),
  });
}

function markText(mark: MarkEvent): string {
  return `${formatTime(mark.at)} ${eventWords(mark, '')}`;
}

function Patterns({ id }: { readonly id: string }) {
  const tile = { width: 6, height: 6, patternUnits: 'userSpaceOnUse', className: 'timeline-pattern' } as const;
  return (
    <defs>
      <pattern id={`${id}-hatch`} {...tile}>
        <path d="M-1 7L7-1M-1 1L1-1M5 7L7 5" />
      </pattern>
      <pattern id={`${id}-cross`} {...tile}>
        <path d="M0 0L6 6M0 6L6 0" />
      </pattern>
      <pattern id={`${id}-lines`} {...tile}>
        <path d="M0 1.5H6M0 4.5H6" />
      </pattern>
      <pattern id={`${id}-dots`} {...tile}>
        <path d="M2 3h2" />
      </pattern>
    </defs>
  );
}
