import type { Camera } from '../../../../backend/contract.ts';
import type { Second } from '../../../../backend/health/history.ts';
import { countLog } from '../../../../native/core/log-counts.ts';

export function camera(changes: Partial<Camera> = {}): Camera {
  return {
    ...{ id: 'local:door', name: 'door', namespace: 'local', osName: '/door', label: '', foundBy: ['os'] },
    ...{ state: 'live', since: 0, observe: false, realBytes: 4096 },
    ...changes,
  };
}

/** A second at `fps` with every value the same. */
export function second(at: number, fps = 10, changes: Partial<Second> = {}): Second {
  const values = (value: number) => countLog(new Array<number>(fps).fill(value));
  return {
    ...{ at, seconds: 1, frames: fps, bytes: fps * 1000 },
    rates: { count: fps, sum: fps * fps, squares: fps ** 3, min: fps, max: fps },
    ...{ ageMs: values(8), lockWaitUs: values(2), copyUs: values(64) },
    ...{ published: fps, dropped: 0, skipped: 0, torn: 0 },
    ...changes,
  };
}
