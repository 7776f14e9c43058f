/** How things are kept where nothing else was chosen, and within which limits: for the backend and the page. Plain data. */
import { DEFAULT_TEMPLATE } from '../../native/core/file-template.ts';
import type { Keeping } from '../contract-recordings.ts';

export const DEFAULT_KEEPING: Keeping = {
  recordingFolder: null,
  snapshotFolder: null,
  template: DEFAULT_TEMPLATE,
  format: 'mcap',
  snapshot: 'png',
  pretriggerSeconds: 5,
  memoryMb: 512,
  keepFreeMb: 500,
  splitMb: 0,
  splitMinutes: 0,
};

/** Of a frame that a page hands over: the largest one, and what of it fits into one message as base64. */
export const MAX_HANDED_BYTES = 256 * 2 ** 20;
export const MAX_HANDED_PART_BYTES = 144 * 2 ** 10;

interface Limits {
  readonly least: number;
  readonly most: number;
}

export const KEEPING_LIMITS = {
  pretriggerSeconds: { least: 0, most: 600 },
  memoryMb: { least: 32, most: 65_536 },
  keepFreeMb: { least: 50, most: 1_000_000 },
  splitMb: { least: 0, most: 10_000_000 },
  splitMinutes: { least: 0, most: 10_000 },
} as const satisfies Readonly<Record<string, Limits>>;
export type KeepingNumber = keyof typeof KEEPING_LIMITS;
