import { alignedTable, type BenchRow } from '../support.ts';
import type { Measured } from './measure.ts';

/** One line of B9: what a case came to, against what was published or what the transport alone carries, whichever is less. */
export interface PathRow {
  readonly case: string;
  readonly cameras: number;
  readonly fps: number;
  readonly publishedFps: number;
  /** Of each camera, were the transport all there is. */
  readonly ceilingFps: number;
  readonly ageMs: { readonly p50: number; readonly p95: number };
  readonly deliveryMs: number;
  readonly paintMs: number;
  readonly painter: string;
  readonly copiesPerFrame: number;
  readonly addsUp: boolean;
  /** Percent of one core. */
  readonly cpu: Readonly<Record<string, number>>;
}

export function pathRow(title: string, cameras: number, measured: Measured, ceilingFps: number): PathRow {
  return {
    ...{ case: title, cameras, ceilingFps: round(ceilingFps / cameras) },
    fps: round(measured.fps),
    publishedFps: round(measured.publishedFps),
    ageMs: { p50: round(measured.ageP50), p95: round(measured.ageP95) },
    deliveryMs: round(measured.deliveryP50),
    paintMs: round(measured.paintP50),
    painter: measured.painter,
    copiesPerFrame: Math.round(measured.copies * 100) / 100,
    addsUp: measured.addsUp,
    cpu: Object.fromEntries([...measured.cpu].map(([name, share]) => [name, Math.round(share)])),
  };
}

/** For the one table of all benchmarks. */
export function benchRow({ case: title, cameras, fps, publishedFps, ceilingFps }: PathRow): BenchRow {
  const aim = Math.min(publishedFps, ceilingFps);
  return {
    label: `${title} x ${cameras}`,
    unit: 'fps',
    ours: { p50: fps, p99: fps },
    peer: { p50: aim, p99: aim },
    ratio: fps / aim,
  };
}

/** A line for each case, with all that was measured. */
export function pathTable(rows: readonly PathRow[]): string {
  const processes = [...new Set(rows.flatMap(({ cpu }) => Object.keys(cpu)))];
  const figures = ['fps', 'published', 'ceiling', 'age p50', 'p95', 'deliver', 'paint', 'painter', 'copies'];
  const lines = rows.map((row) => [
    ...[row.case, row.cameras, row.fps, row.publishedFps, row.ceilingFps, row.ageMs.p50, row.ageMs.p95, row.deliveryMs],
    ...[row.paintMs, row.painter, `${row.copiesPerFrame}${row.addsUp ? '' : ' !'}`],
    ...processes.map((name) => row.cpu[name] ?? 0),
  ]);
  return alignedTable([['', 'cameras', ...figures, ...processes], ...lines.map((line) => line.map(String))], 1);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
