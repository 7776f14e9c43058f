/** Figures as files: a line for each second, units in the header, times as ISO 8601. Names stay English, because programs read them. */
import type { Camera, CameraHistory, Figures, HealthEvent } from '../../../backend/contract.ts';

interface Column {
  readonly name: string;
  readonly of: (figures: Figures) => number | null | undefined;
}

const COLUMNS: readonly Column[] = [
  { name: 'measured (s)', of: ({ seconds }) => seconds },
  { name: 'frames', of: ({ frames }) => frames },
  { name: 'published', of: ({ published }) => published },
  { name: 'dropped', of: ({ dropped }) => dropped },
  { name: 'skipped', of: ({ skipped }) => skipped },
  { name: 'torn', of: ({ torn }) => torn },
  { name: 'rate mean (frames/s)', of: ({ rate }) => rate?.mean },
  { name: 'rate min (frames/s)', of: ({ rate }) => rate?.min },
  { name: 'rate max (frames/s)', of: ({ rate }) => rate?.max },
  { name: 'rate sd (frames/s)', of: ({ rate }) => rate?.sd },
  { name: 'age p50 (ms)', of: ({ ageMs }) => ageMs?.p50 },
  { name: 'age p95 (ms)', of: ({ ageMs }) => ageMs?.p95 },
  { name: 'lock wait p50 (us)', of: ({ lockWaitUs }) => lockWaitUs?.p50 },
  { name: 'lock wait p95 (us)', of: ({ lockWaitUs }) => lockWaitUs?.p95 },
  { name: 'copy p50 (us)', of: ({ copyUs }) => copyUs?.p50 },
  { name: 'copy p95 (us)', of: ({ copyUs }) => copyUs?.p95 },
  { name: 'data (MB/s)', of: ({ bytesPerSecond }) => bytesPerSecond / 1e6 },
];

export function figuresCsv(seconds: readonly Figures[]): string {
  const lines = seconds.map((figures) => [isoTime(figures.at), ...COLUMNS.map(({ of }) => numberText(of(figures)))].join(','));
  return `${[['time (ISO 8601)', ...COLUMNS.map(({ name }) => name)].join(','), ...lines].join('\n')}\n`;
}

interface Exported {
  readonly camera: Camera;
  readonly from: number;
  readonly to: number;
  readonly whole: CameraHistory['whole'];
  readonly seconds: readonly Figures[];
  readonly events: readonly HealthEvent[];
}

export function figuresJson({ camera, from, to, whole, seconds, events }: Exported): string {
  const { id, name, label, layout, state } = camera;
  const file = {
    camera: { id, name, label, state, layout: layout ?? null },
    from: isoTime(from),
    to: isoTime(to),
    columns: ['time (ISO 8601)', ...COLUMNS.map((column) => column.name)],
    whole: whole && [isoTime(whole.at), ...COLUMNS.map(({ of }) => rounded(of(whole)))],
    seconds: seconds.map((figures) => [isoTime(figures.at), ...COLUMNS.map(({ of }) => rounded(of(figures)))]),
    events: events
      .filter(({ at }) => at >= from && at <= to)
      .map(({ number: _number, camera: _camera, at, ...event }) => ({ time: isoTime(at), ...event })),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

export function figuresFileName(camera: Camera, at: number, ending: 'csv' | 'json'): string {
  const name = camera.name.replace(/[^\w.-]+/gu, '_');
  return `${name}-figures-${isoTime(at).replace(/[:.]/g, '-')}.${ending}`;
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}

function rounded(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value.toFixed(3));
}

/** Nothing stands for what is not known. */
function numberText(value: number | null | undefined): string {
  return String(rounded(value) ?? '');
}
