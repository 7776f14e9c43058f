import { useMemo } from 'react';
import type { Figures } from '../../../backend/contract.ts';
import { t } from '../../texts/texts.ts';
import { decimal } from '../../ui/format.ts';
import { Plot, type PlotSeries } from './plot.tsx';

interface FigurePlotsProps {
  readonly seconds: readonly Figures[];
  readonly from: number;
  readonly now: number;
}

interface Chart {
  readonly title: string;
  readonly decimals: number;
  readonly series: readonly PlotSeries[];
}

/** A longer pause between two seconds is a hole in the line. */
const HOLE_MS = 2500;

/** The figures over time, one below the other with one time axis. The table says the same in words. */
export function FigurePlots({ seconds, from, now }: FigurePlotsProps) {
  const points = useMemo(() => withHoles(seconds), [seconds]);
  const times = useMemo(() => points.map(({ at }) => at / 1000), [points]);
  const charts = useMemo(() => chartsOf(points), [points]);
  return (
    <section className="plots" aria-label={t('health.plots')}>
      {charts.map(({ title, decimals, series }, index) => (
        <Plot
          key={title}
          title={title}
          times={times}
          series={series}
          from={from / 1000}
          to={now / 1000}
          format={(value) => decimal(value, decimals)}
          showsTime={index === charts.length - 1}
        />
      ))}
    </section>
  );
}

type Point = { readonly at: number; readonly figures: Figures | undefined };

function withHoles(seconds: readonly Figures[]): readonly Point[] {
  return seconds.flatMap((figures, index) => {
    const before = seconds[index - 1];
    const point = { at: figures.at, figures };
    return before && figures.at - before.at > HOLE_MS ? [{ at: before.at + 1, figures: undefined }, point] : [point];
  });
}

function chartsOf(points: readonly Point[]): readonly Chart[] {
  const line = (
    label: string,
    colour: PlotSeries['colour'],
    of: (figures: Figures) => number | null | undefined,
  ): PlotSeries => ({
    label,
    colour,
    dashed: label === t('health.p95'),
    values: points.map(({ figures }) => (figures ? (of(figures) ?? null) : null)),
  });
  return [
    {
      title: t('health.plot.rate'),
      decimals: 1,
      series: [line(t('health.mean'), 'accent', ({ frames, seconds }) => frames / seconds)],
    },
    {
      title: t('health.plot.age'),
      decimals: 1,
      series: [
        line(t('health.median'), 'accent', ({ ageMs }) => ageMs?.p50),
        line(t('health.p95'), 'attention', ({ ageMs }) => ageMs?.p95),
      ],
    },
    {
      title: t('health.plot.lockWait'),
      decimals: 0,
      series: [
        line(t('health.median'), 'accent', ({ lockWaitUs }) => lockWaitUs?.p50),
        line(t('health.p95'), 'attention', ({ lockWaitUs }) => lockWaitUs?.p95),
      ],
    },
    {
      title: t('health.plot.lost'),
      decimals: 0,
      series: [line(t('health.lost'), 'bad', ({ dropped, skipped, torn }) => (dropped ?? 0) + (skipped ?? 0) + torn)],
    },
    {
      title: t('health.plot.data'),
      decimals: 1,
      series: [line(t('health.mean'), 'accent', ({ bytesPerSecond }) => bytesPerSecond / 1e6)],
    },
  ];
}
