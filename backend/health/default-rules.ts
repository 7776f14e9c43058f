import type { AlarmMeasure, AlarmRule } from '../contract-health.ts';

const OFTEN_WANTED: readonly (readonly [AlarmMeasure, number])[] = [
  ['still', 10],
  ['rate', 20],
  ['age', 200],
  ['drops', 30],
  ['torn', 10],
  ['lock-wait', 5000],
];

const EVERYWHERE = { camera: null, sound: false, notify: false, command: false } as const;

/** Only what nobody minds is on: a camera that is not live any more is marked, without a sound. The rest waits with a sensible threshold. */
export const DEFAULT_RULES: readonly AlarmRule[] = [
  { id: 'not-live', on: true, measure: 'not-live', threshold: 5, ...EVERYWHERE },
  ...OFTEN_WANTED.map(([measure, threshold]) => ({ id: measure, on: false, measure, threshold, ...EVERYWHERE })),
];
