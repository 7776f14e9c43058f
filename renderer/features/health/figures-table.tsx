import type { Figures } from '../../../backend/contract.ts';
import { t } from '../../texts/texts.ts';
import {
  decimal,
  formatBytesPerSecond,
  formatMicroseconds,
  formatMilliseconds,
  formatRate,
  groupDigits,
} from '../../ui/format.ts';

interface Row {
  readonly name: string;
  readonly first: string;
  readonly second?: string | undefined;
}

interface FiguresTableProps {
  readonly figures: Figures;
  /** The frames have numbers, whether one of them came in this time or not. */
  readonly numbered: boolean;
  readonly observe: boolean;
}

/** All figures of the chosen time as one. A dash stands for what nothing tells, so that no row comes and goes. */
export function FiguresTable({ figures, numbered, observe }: FiguresTableProps) {
  return (
    <table className="figures-table">
      <caption className="visually-hidden">{t('health.table')}</caption>
      <tbody>
        {rowsOf(figures, numbered, observe).map(({ name, first, second }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{first}</td>
            <td>{second}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function rowsOf(figures: Figures, numbered: boolean, observe: boolean): readonly Row[] {
  const { rate, seconds, frames, published, dropped, skipped, torn } = figures;
  const fps = (rate: number) => t('common.fps', { rate: formatRate(rate) });
  const perSecond = (count: number) => fps(count / seconds);
  const inAll = (count: number) => t('health.inAll', { count, digits: groupDigits(count) });
  const unknown = numbered ? '–' : t('health.unknown');
  const lost = (count: number | null) => (count === null ? unknown : groupDigits(count));
  const percentiles = (name: string, of: Figures['ageMs'], format: (value: number) => string): Row => ({
    name,
    first: of ? `${t('health.median')} ${format(of.p50)}` : '–',
    second: of ? `${t('health.p95')} ${format(of.p95)}` : undefined,
  });
  return [
    numbered
      ? {
          name: t('health.figure.published'),
          first: published === null ? '–' : perSecond(published),
          second: published === null ? undefined : inAll(published),
        }
      : { name: t('health.figure.changes'), first: perSecond(frames), second: inAll(frames) },
    { name: t('health.figure.frames'), first: perSecond(frames), second: inAll(frames) },
    {
      name: t('health.figure.rateRange'),
      first: rate ? fps(rate.min) : '–',
      second: rate ? fps(rate.max) : undefined,
    },
    { name: t('health.figure.rateSd'), first: rate ? `± ${decimal(rate.sd, 2)}` : '–' },
    percentiles(t('health.figure.age'), figures.ageMs, formatMilliseconds),
    percentiles(t(observe ? 'live.overlay.wait' : 'health.figure.lockWait'), figures.lockWaitUs, formatMicroseconds),
    percentiles(t('health.figure.copy'), figures.copyUs, formatMicroseconds),
    { name: t('health.figure.data'), first: formatBytesPerSecond(figures.bytesPerSecond) },
    { name: t('health.figure.dropped'), first: lost(dropped) },
    { name: t('health.figure.skipped'), first: lost(skipped) },
    { name: t('health.figure.torn'), first: groupDigits(torn) },
  ];
}
