import { useEffect, useRef, useState } from 'react';
import UPlot from 'uplot';
import { useSettings } from '../../stores/settings-store.ts';
import { t } from '../../texts/texts.ts';
import { formatTime } from '../../ui/format.ts';
import { useWidth } from '../../ui/use-width.ts';

export interface PlotSeries {
  readonly label: string;
  readonly colour: 'accent' | 'attention' | 'bad';
  readonly dashed: boolean;
  readonly values: readonly (number | null)[];
}

interface PlotProps {
  readonly title: string;
  /** In seconds since the Unix epoch, as the library wants them. */
  readonly times: readonly number[];
  readonly series: readonly PlotSeries[];
  readonly from: number;
  readonly to: number;
  readonly format: (value: number) => string;
  /** The lowest of several shows the time for all. */
  readonly showsTime: boolean;
}

/** In rem: of the plot, of its time axis, and of the numbers on its left. */
const HEIGHT = 4.5;
const TIME_HEIGHT = 1.5;
const NUMBERS_WIDTH = 3;
/** What a time needs on the right of its tick. */
const TIME_ROOM = 1.25;
/** One pointer for all plots of the panel. */
const CURSOR = 'figures';

/** Lines over time. Its values are in its heading: the last ones, or those under the pointer. */
export function Plot({ title, times, series, from, to, format, showsTime }: PlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(undefined);
  const width = useWidth(place);
  const look = useLookKey();
  const [pointed, setPointed] = useState<number | null>(null);
  const dashes = series.map(({ colour, dashed }) => `${colour} ${dashed}`).join();
  const formatting = useRef(format);
  formatting.current = format;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `look` stands for colours and sizes that are read from the page
  useEffect(() => {
    const element = place.current;
    if (!element || width === 0) return undefined;
    const made = new UPlot(options(), [[]], element);
    plot.current = made;
    return () => {
      made.destroy();
      plot.current = undefined;
    };

    function options(): UPlot.Options {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const colour = colourReader(element);
      const axis = { stroke: colour('--fg-muted'), font: `${0.6875 * rem}px ${getComputedStyle(document.body).fontFamily}` };
      const grid = { stroke: colour('--line-soft'), width: 1 };
      return {
        width,
        height: (HEIGHT + (showsTime ? TIME_HEIGHT : 0)) * rem,
        padding: [rem / 3, rem / 4, showsTime ? 0 : rem / 3, 0],
        legend: { show: false },
        cursor: { sync: { key: CURSOR }, y: false, drag: { x: false, y: false }, points: { size: 6 } },
        scales: { x: { time: true }, y: { range: (_self, _least, most) => [0, niceTop(most)] } },
        axes: [
          {
            ...axis,
            grid,
            show: showsTime,
            size: TIME_HEIGHT * rem,
            space: 5 * rem,
            ticks: { show: false },
            gap: 2,
            // A time that would be cut off on the right is left out.
            values: (self, ticks) =>
              ticks.map((seconds) => (roomBehind(self, seconds) < TIME_ROOM * rem ? '' : formatTime(seconds * 1000))),
          },
          {
            ...axis,
            grid,
            size: NUMBERS_WIDTH * rem,
            space: 1.5 * rem,
            ticks: { show: false },
            gap: 4,
            values: (_self, ticks) => ticks.map((value) => formatting.current(value)),
          },
        ],
        series: [
          {},
          ...dashes.split(',').map((text): UPlot.Series => {
            const [name = 'accent', dashed] = text.split(' ');
            return {
              stroke: colour(`--${name}`),
              width: 1.5,
              points: { show: false },
              ...(dashed === 'true' && { dash: [4, 3] }),
            };
          }),
        ],
        hooks: { setCursor: [({ cursor }) => setPointed(cursor.idx ?? null)] },
      };
    }
  }, [width, look, showsTime, dashes]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a plot that was made anew needs its data again
  useEffect(() => {
    plot.current?.setData([[...times], ...series.map(({ values }) => [...values])], false);
    plot.current?.setScale('x', { min: from, max: to });
  }, [times, series, from, to, width, look]);

  const index = pointed !== null && pointed < times.length ? pointed : times.length - 1;
  return (
    <figure className="plot" aria-label={summary(title, series, format)}>
      <figcaption className="plot-heading" aria-hidden>
        <span>{title}</span>
        {series.map(({ label, colour, dashed, values }) => (
          <span key={label} className="plot-value">
            <svg className={`plot-key plot-${colour}`} aria-hidden>
              <line x1="0" x2="100%" y1="50%" y2="50%" strokeDasharray={dashed ? '4 3' : undefined} />
            </svg>
            {series.length > 1 && `${label} `}
            <b>{valueText(values[index], format)}</b>
          </span>
        ))}
      </figcaption>
      <div ref={place} className="plot-canvas" />
    </figure>
  );
}

function valueText(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? '–' : format(value);
}

function summary(title: string, series: readonly PlotSeries[], format: (value: number) => string): string {
  return series
    .map(({ label, values }) => {
      const known = values.filter((value) => value !== null);
      const name = series.length > 1 ? `${title}, ${label}` : title;
      const [least, most, last] = [Math.min(...known), Math.max(...known), known.at(-1)];
      if (last === undefined) return `${name}: ${t('health.plot.empty')}`;
      return t('health.plot.words', { title: name, least: format(least), most: format(most), last: format(last) });
    })
    .join('; ');
}

/** Pixels of the page between a moment and the right end. */
function roomBehind({ bbox, scales }: UPlot, seconds: number): number {
  const { min = 0, max = 1 } = scales['x'] ?? {};
  return ((bbox.width / devicePixelRatio) * (max - seconds)) / Math.max(1e-6, max - min);
}

/** Some room above the highest value, and a scale that does not fold to nothing. */
function niceTop(most: number | null): number {
  return most === null || most <= 0 ? 1 : most * 1.15;
}

/** Colours of the style sheets as the canvas takes them: variables and `light-dark()` resolved. */
function colourReader(element: HTMLElement | null): (variable: string) => string {
  return (variable) => {
    if (!element) return '';
    element.style.color = `var(${variable})`;
    const { color } = getComputedStyle(element);
    element.style.color = '';
    return color;
  };
}

const DARK = '(prefers-color-scheme: dark)';

/** Changes whenever colours or sizes of the page do. */
function useLookKey(): string {
  const look = useSettings(({ theme, colours, scale }) => `${theme} ${colours} ${scale}`);
  const [dark, setDark] = useState(() => matchMedia(DARK).matches);
  useEffect(() => {
    const query = matchMedia(DARK);
    const follow = (): void => setDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return `${look} ${dark}`;
}
