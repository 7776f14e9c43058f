import type { Histogram } from '../../../../backend/contract.ts';
import { t } from '../../../texts/texts.ts';
import { formatMicroseconds, groupDigits } from '../../../ui/format.ts';
import { histogramBars, quantileUs } from './histogram-figures.ts';

/** Counts in classes that double, as bars, with what matters of them in words. */
export function HistogramChart({ histogram, what }: { readonly histogram: Histogram; readonly what: 'hold' | 'wait' }) {
  const bars = histogramBars(histogram);
  if (bars.length === 0) return <p className="muted">{t('inspector.noneYet')}</p>;
  const figures = t('inspector.histogram', {
    what: t(`inspector.${what}`, { count: histogram.total, digits: groupDigits(histogram.total) }),
    half: formatMicroseconds(quantileUs(histogram, 0.5)),
    most: formatMicroseconds(quantileUs(histogram, 0.95)),
    longest: formatMicroseconds(histogram.maxUs),
  });
  return (
    <figure className="histogram">
      <div className="histogram-bars" aria-hidden>
        {bars.map(({ fromUs, toUs, count, share }) => (
          <div
            key={fromUs}
            className="histogram-class"
            title={t('inspector.histogramBar', {
              from: formatMicroseconds(fromUs),
              to: toUs === undefined ? t('inspector.longer') : formatMicroseconds(toUs),
              digits: groupDigits(count),
            })}
          >
            <span className="histogram-bar" style={{ height: `${count > 0 ? Math.max(3, share * 100) : 0}%` }} />
          </div>
        ))}
      </div>
      <div className="histogram-axis" aria-hidden>
        <span>{formatMicroseconds(bars[0]?.fromUs ?? 0)}</span>
        <span>{formatMicroseconds(bars.at(-1)?.toUs ?? histogram.maxUs)}</span>
      </div>
      <figcaption>{figures}</figcaption>
    </figure>
  );
}
