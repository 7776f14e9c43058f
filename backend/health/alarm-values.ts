/** What an alarm rule looks at: its value now, and on which side of the threshold that is. Pure. */
import type { AlarmMeasure, Camera, Figures } from '../contract.ts';

export interface Subject {
  readonly id: Camera['id'];
  readonly label: string;
  /** Undefined: gone from the list. */
  readonly camera: Camera | undefined;
  /** Since when it has not been live, in milliseconds since the Unix epoch; undefined while it is. */
  readonly notLiveSince: number | undefined;
  /** Figures of the last so many milliseconds; undefined where nothing was measured. */
  readonly measured: (milliseconds: number) => Figures | undefined;
}

const RATE_MS = 5000;
const PERCENTILE_MS = 10_000;
const MINUTE_MS = 60_000;
/** Of fewer seconds, a rate says nothing. */
const LEAST_SECONDS = 3;
/** How far beyond its threshold a value must come back. */
const MARGIN = 0.1;

/** The value in the unit of the measure; undefined where nothing tells. */
export function readingOf(measure: AlarmMeasure, subject: Subject, now: number): number | undefined {
  const { camera, notLiveSince, measured } = subject;
  const unknown = camera?.state === 'searching';
  switch (measure) {
    case 'not-live':
      if (unknown) return undefined;
      return notLiveSince === undefined ? 0 : Math.max(0, (now - notLiveSince) / 1000);
    case 'still':
      if (camera?.state !== 'live') return undefined;
      return camera.stillSince === undefined ? 0 : (now - camera.stillSince) / 1000;
    case 'rate':
      if (unknown) return undefined;
      return notLiveSince === undefined ? rateOf(measured(RATE_MS)) : 0;
    case 'age':
      return measured(PERCENTILE_MS)?.ageMs?.p95;
    case 'lock-wait':
      return measured(PERCENTILE_MS)?.lockWaitUs?.p95;
    case 'drops':
      return measured(MINUTE_MS)?.dropped ?? undefined;
    case 'torn':
      return measured(MINUTE_MS)?.torn;
  }
}

function rateOf(figures: Figures | undefined): number | undefined {
  if (!figures || figures.seconds < LEAST_SECONDS) return undefined;
  return (figures.published ?? figures.frames) / figures.seconds;
}

/** Measures that are durations have waited long enough when they reach their threshold. */
export function isDuration(measure: AlarmMeasure): boolean {
  return measure === 'not-live' || measure === 'still';
}

/** `beyond` raises, `back` clears, and between the two lies a margin that does neither. */
export function sideOf(measure: AlarmMeasure, value: number, threshold: number): 'beyond' | 'between' | 'back' {
  if (isDuration(measure)) return value >= threshold && value > 0 ? 'beyond' : value === 0 ? 'back' : 'between';
  if (measure === 'rate') return value < threshold ? 'beyond' : value >= threshold * (1 + MARGIN) ? 'back' : 'between';
  return value > threshold ? 'beyond' : value <= threshold * (1 - MARGIN) ? 'back' : 'between';
}

/** Whether the camera must be read to know. */
export function needsFrames(measure: AlarmMeasure): boolean {
  return measure !== 'not-live';
}
