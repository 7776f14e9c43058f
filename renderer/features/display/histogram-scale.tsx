import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { PixelFormat } from '../../../native/core/formats.ts';
import type { ValueSummary } from '../../../native/core/pixels/auto-levels.ts';
import type { Levels } from '../../../native/core/pixels/display.ts';
import { t } from '../../texts/texts.ts';
import { levelStep, levelText, placeOf, rounded, valueAt } from './level-scale.ts';

const WIDTH = 256;
const HEIGHT = 64;

interface HistogramScaleProps {
  readonly format: PixelFormat;
  readonly values: ValueSummary | undefined;
  readonly levels: Levels;
  readonly scale: Levels;
  /** What the values between the levels look like. */
  readonly gradient: string;
  readonly onMove: (end: keyof Levels, value: number) => void;
  readonly onHold: (holds: boolean) => void;
}

/** How often each value occurs, what it is shown as below, and two handles for black and white. */
export function HistogramScale({ format, values, levels, scale, gradient, onMove, onHold }: HistogramScaleProps) {
  const track = useRef<HTMLDivElement>(null);
  const low = placeOf(levels.low, scale);
  const high = placeOf(levels.high, scale);

  function valueUnder(event: PointerEvent): number {
    const box = track.current?.getBoundingClientRect();
    return box ? valueAt((event.clientX - box.left) / box.width, scale, format) : scale.low;
  }

  /** A press anywhere takes the handle that is nearer. */
  function press(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return;
    event.preventDefault();
    const value = valueUnder(event);
    const end = Math.abs(value - levels.low) <= Math.abs(value - levels.high) ? 'low' : 'high';
    const target = event.currentTarget;
    target.setPointerCapture(event.pointerId);
    target.dataset['end'] = end;
    target.querySelector<HTMLElement>(`[data-handle="${end}"]`)?.focus();
    onHold(true);
    onMove(end, value);
  }

  function drag(event: PointerEvent<HTMLDivElement>): void {
    const { end } = event.currentTarget.dataset;
    if (end === 'low' || end === 'high') onMove(end, valueUnder(event));
  }

  function release({ currentTarget }: PointerEvent<HTMLDivElement>): void {
    delete currentTarget.dataset['end'];
    onHold(false);
  }

  const described = { low: levelText(scale.low, format), high: levelText(scale.high, format) };
  return (
    <div
      className="histogram"
      ref={track}
      onPointerDown={press}
      onPointerMove={drag}
      onPointerUp={release}
      onPointerCancel={release}
    >
      <svg
        className="histogram-bars"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('display.histogram', described)}
      >
        {values && <path d={outline(values, scale)} />}
      </svg>
      <div className="histogram-colours">
        <span style={{ backgroundImage: gradient, left: `${low * 100}%`, width: `${(high - low) * 100}%` }} />
        <span className="histogram-black" style={{ background: endColour(gradient, 'first'), width: `${low * 100}%` }} />
        <span className="histogram-white" style={{ background: endColour(gradient, 'last'), left: `${high * 100}%` }} />
      </div>
      <Handle {...{ format, levels, scale, onMove }} end="low" place={low} />
      <Handle {...{ format, levels, scale, onMove }} end="high" place={high} />
    </div>
  );
}

interface HandleProps extends Pick<HistogramScaleProps, 'format' | 'levels' | 'scale' | 'onMove'> {
  readonly end: keyof Levels;
  readonly place: number;
}

function Handle({ format, levels, scale, onMove, end, place }: HandleProps) {
  function pressKey(event: KeyboardEvent): void {
    const step = levelStep(scale, format);
    const by: Readonly<Record<string, number>> = {
      ArrowLeft: -step,
      ArrowDown: -step,
      ArrowRight: step,
      ArrowUp: step,
      PageDown: -10 * step,
      PageUp: 10 * step,
      Home: scale.low - levels[end],
      End: scale.high - levels[end],
    };
    const change = by[event.key];
    if (change === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(end, rounded(levels[end] + change * (event.shiftKey ? 10 : 1), format));
  }

  return (
    <div
      className="histogram-handle"
      data-handle={end}
      role="slider"
      tabIndex={0}
      aria-label={end === 'low' ? t('display.blackPoint') : t('display.whitePoint')}
      aria-orientation="horizontal"
      aria-valuemin={end === 'low' ? scale.low : levels.low}
      aria-valuemax={end === 'low' ? levels.high : scale.high}
      aria-valuenow={levels[end]}
      aria-valuetext={levelText(levels[end], format)}
      style={{ left: `${place * 100}%` }}
      onKeyDown={pressKey}
    />
  );
}

/** Roots of the counts: what is rare shows beside what is everywhere. */
function outline({ counts, extremes }: ValueSummary, scale: Levels): string {
  const from = placeOf(extremes.low, scale) * WIDTH;
  // A picture of one value is a line, which must be seen as well.
  const span = Math.max(2, (placeOf(extremes.high, scale) * WIDTH - from) * (1 + 1 / Math.max(1, counts.length)));
  const bars = counts.length === 0 ? [1] : [...counts];
  const most = Math.sqrt(Math.max(1, ...bars));
  const width = span / bars.length;
  const steps = bars.map((count, i) => {
    const y = (HEIGHT * (1 - Math.sqrt(count) / most)).toFixed(1);
    return `V${y}H${(from + (i + 1) * width).toFixed(2)}`;
  });
  return `M${from.toFixed(2)} ${HEIGHT}${steps.join('')}V${HEIGHT}Z`;
}

function endColour(gradient: string, which: 'first' | 'last'): string {
  const colours = gradient.match(/rgb\([^)]*\)/g);
  return colours?.at(which === 'first' ? 0 : -1) ?? 'transparent';
}
