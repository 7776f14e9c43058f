import { create } from 'zustand';
import type { CameraId, HealthEvent } from '../../backend/contract.ts';

export const FIGURE_WINDOWS = { s10: 10_000, m1: 60_000, m10: 600_000, m30: 1_800_000 } as const;
export type FigureWindow = keyof typeof FIGURE_WINDOWS;

/** As many as the backend keeps of each camera. */
const MOST_EVENTS = 500;

interface HealthState {
  /** Oldest first; what was told since the page came, and of cameras whose figures were looked at, what was before. */
  readonly events: Readonly<Record<CameraId, readonly HealthEvent[]>>;
  readonly window: FigureWindow;
  /** Figures are counted from then on, where that was asked for. Milliseconds since the Unix epoch. */
  readonly countedFrom: Readonly<Record<CameraId, number>>;
}

export const useHealth = create<HealthState>(() => ({ events: {}, window: 'm1', countedFrom: {} }));

/** Events may be told and asked for at the same time; each has its number. */
export function putEvents(told: readonly HealthEvent[]): void {
  useHealth.setState(({ events }) => {
    const next: Record<CameraId, readonly HealthEvent[]> = { ...events };
    for (const camera of new Set(told.map((event) => event.camera))) {
      const known = new Map((next[camera] ?? []).map((event) => [event.number, event]));
      for (const event of told) if (event.camera === camera) known.set(event.number, event);
      next[camera] = [...known.values()].sort((a, b) => a.number - b.number).slice(-MOST_EVENTS);
    }
    return { events: next };
  });
}

/** A backend that was started anew counts anew. */
export function forgetEvents(): void {
  useHealth.setState({ events: {} });
}

export function setFigureWindow(window: FigureWindow): void {
  useHealth.setState({ window });
}

/** Undefined: from as long ago as the window reaches. */
export function countFrom(camera: CameraId, at: number | undefined): void {
  useHealth.setState(({ countedFrom: { [camera]: _before, ...rest } }) => ({
    countedFrom: at === undefined ? rest : { ...rest, [camera]: at },
  }));
}
