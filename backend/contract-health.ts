/** What is known of each camera over time: figures second by second, a timeline of what happened to it, and alarms. */
import * as z from 'zod/mini';
import type { Percentiles, Spread } from '../native/camera/rate-window.ts';
import type { Sentence } from '../native/core/sentences/sentence.ts';
import type { CameraId, CameraLayout, CameraState } from './contract.ts';
import { cameraId, count, nothing } from './contract-schemas.ts';

// --- figures --------------------------------------------------------------------------------------------------------------------------

export type { Percentiles, Spread };

/** What a camera did between two moments. Null is what nothing tells: figures of no frame, numbers without a trailer. */
export interface Figures {
  /** The end, in milliseconds since the Unix epoch. */
  readonly at: number;
  /** How much of the time was measured: while nobody looks at a camera, nothing is. */
  readonly seconds: number;
  /** Frames taken; without frame numbers, changes seen. */
  readonly frames: number;
  /** Of what was taken, in frames per second; extremes and deviation are of the rate between one frame and the next. */
  readonly rate: Spread | null;
  /** Frames that the producer published, by their numbers. */
  readonly published: number | null;
  readonly dropped: number | null;
  readonly skipped: number | null;
  readonly torn: number;
  /** Publish to copied. */
  readonly ageMs: Percentiles | null;
  readonly lockWaitUs: Percentiles | null;
  readonly copyUs: Percentiles | null;
  readonly bytesPerSecond: number;
}

/** How long seconds are kept. */
export const HISTORY_MS = 30 * 60_000;

export interface CameraHistory {
  readonly now: number;
  /** From the asked moment until now as one; null where nothing was measured. */
  readonly whole: Figures | null;
  /** Second by second, oldest first: those that ended after `since`. */
  readonly seconds: readonly Figures[];
}

// --- timeline -------------------------------------------------------------------------------------------------------------------------

/** `state`: it became that. The rest is what happened in between. */
export type HealthEvent = { readonly number: number; readonly camera: CameraId; readonly at: number } & (
  | { readonly kind: 'state'; readonly state: CameraState; readonly before: CameraState | null }
  | { readonly kind: 'gone' }
  | { readonly kind: 'still' | 'moving' }
  | { readonly kind: 'publisher-ended'; readonly pid: number; readonly killed: boolean }
  | { readonly kind: 'resized'; readonly bytes: number; readonly before: number }
  | { readonly kind: 'layout'; readonly layout: CameraLayout; readonly before: CameraLayout }
  | { readonly kind: 'restarted' | 'foreign-writer' | 'lock-recovered' }
  | { readonly kind: 'alarm'; readonly measure: AlarmMeasure; readonly value: number; readonly threshold: number }
);

/** Of each camera. */
export const MOST_EVENTS = 500;

// --- alarms ---------------------------------------------------------------------------------------------------------------------------

/**
 * What a rule looks at, and the unit of its threshold: not live for (s) · still for (s) · rate below (frames/s) · age p95 above (ms) ·
 * drops above (per minute) · torn above (per minute) · lock wait p95 above (us).
 */
export const ALARM_MEASURES = ['not-live', 'still', 'rate', 'age', 'drops', 'torn', 'lock-wait'] as const;
export type AlarmMeasure = (typeof ALARM_MEASURES)[number];

export interface AlarmRule {
  readonly id: string;
  readonly on: boolean;
  readonly measure: AlarmMeasure;
  readonly threshold: number;
  /** Null: every camera. */
  readonly camera: CameraId | null;
  readonly sound: boolean;
  readonly notify: boolean;
  /** Runs the command that stands in a file of the settings folder; which command that is, no page can say. */
  readonly command: boolean;
}

export interface Alarm {
  /** One for each rule and camera. */
  readonly key: string;
  readonly rule: string;
  readonly measure: AlarmMeasure;
  readonly camera: CameraId;
  readonly label: string;
  readonly threshold: number;
  /** When it was raised, and while it lasts the newest. */
  readonly value: number;
  readonly raisedAt: number;
  /** It is over; it stays in the list until it is acknowledged. */
  readonly clearedAt: number | null;
  readonly acknowledged: boolean;
}

/** A command as the settings folder names it. */
export interface AlarmCommand {
  readonly file: string;
  /** Null: none is set. */
  readonly program: string | null;
  readonly arguments: readonly string[];
  readonly deadlineSeconds: number;
  /** Why it is not run, if it is not. */
  readonly problem: Sentence | null;
}

export interface AlarmsState {
  /** Newest first. */
  readonly alarms: readonly Alarm[];
  /** No sound, notification or command before that; null: none is silenced. */
  readonly silencedUntil: number | null;
}

export const MOST_RULES = 100;
export const MOST_ALARMS = 200;
const MOST_SILENCE_MINUTES = 24 * 60;
const key = z.string().check(z.minLength(1), z.maxLength(400));

export const alarmRulesSchema = z.readonly(
  z
    .array(
      z.strictObject({
        id: z.string().check(z.regex(/^[a-z\d-]{1,40}$/)),
        on: z.boolean(),
        measure: z.enum(ALARM_MEASURES),
        threshold: z.number().check(z.minimum(0), z.maximum(1e9)),
        camera: z.nullable(cameraId),
        sound: z.boolean(),
        notify: z.boolean(),
        command: z.boolean(),
      }),
    )
    .check(
      z.maxLength(MOST_RULES),
      z.refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, 'Each rule has an id of its own.'),
    ),
);

// --- commands and events --------------------------------------------------------------------------------------------------------------

export const healthCommandSchemas = {
  /** `from`: where the whole begins; `since`: seconds that the page has already are left out. */
  'health.figures': z.strictObject({ id: cameraId, from: count(Number.MAX_SAFE_INTEGER), since: count(Number.MAX_SAFE_INTEGER) }),
  /** Of one camera, or of all, oldest first. */
  'health.events': z.strictObject({ id: z.nullable(cameraId) }),
  'alarms.state': nothing,
  'alarms.acknowledge': z.strictObject({ keys: z.array(key).check(z.maxLength(MOST_ALARMS)) }),
  /** 0: no longer. */
  'alarms.silence': z.strictObject({ minutes: count(MOST_SILENCE_MINUTES) }),
  /** Read anew from its file. */
  'alarms.command': nothing,
} as const;

export interface HealthCommandAnswers {
  'health.figures': CameraHistory;
  'health.events': readonly HealthEvent[];
  'alarms.state': AlarmsState;
  'alarms.acknowledge': AlarmsState;
  'alarms.silence': AlarmsState;
  'alarms.command': AlarmCommand;
}

export interface HealthEvents {
  'health.happened': readonly HealthEvent[];
  'alarms.changed': AlarmsState;
  /** An alarm that somebody should hear or see now. */
  'alarms.raised': RaisedAlarm;
}

export interface RaisedAlarm {
  readonly alarm: Alarm;
  readonly sound: boolean;
  readonly notify: boolean;
}
