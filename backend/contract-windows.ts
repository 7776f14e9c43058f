/**
 * The part of the contract that the shell itself answers, because windows are its own: pictures in a window of their own, full screen on a
 * chosen display, staying on top. In a browser the page answers, as far as browsers let it.
 */
import * as z from 'zod/mini';
import { nothing } from './contract-schemas.ts';

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DisplayInfo {
  readonly id: string;
  /** What the system calls it; may be empty. */
  readonly label: string;
  /** In the coordinates that all displays share. */
  readonly bounds: Bounds;
  readonly primary: boolean;
  /** The window that asks is on it. */
  readonly current: boolean;
}

export interface DisplayList {
  readonly displays: readonly DisplayInfo[];
  /** Why others cannot be chosen: not granted by the user, or not known here at all; null where all are listed. */
  readonly limit: 'not-granted' | 'unknown' | 'system' | null;
}

export interface WindowState {
  readonly fullScreen: boolean;
  /** Null where a window cannot be kept on top. */
  readonly alwaysOnTop: boolean | null;
}

/** Far more than a view of 25 tiles needs. */
const MAX_ADDRESS = 16 * 1024;
/** A place that shows pictures only; nothing else is opened as a window of its own. */
const viewerAddress = z.string().check(z.regex(/^#\/(?:view|camera|tiles)\/[^/]+$/u), z.maxLength(MAX_ADDRESS));
const coordinate = z.int().check(z.minimum(-100_000), z.maximum(100_000));
const length = z.int().check(z.minimum(1), z.maximum(100_000));
const bounds = z.strictObject({ x: coordinate, y: coordinate, width: length, height: length });

export const windowCommandSchemas = {
  'windows.popOut': z.strictObject({ view: viewerAddress, bounds: z.optional(bounds) }),
  'windows.displays': nothing,
  /** Full screen on this display; null ends it. */
  'windows.fullscreen': z.strictObject({ display: z.nullable(z.string().check(z.minLength(1), z.maxLength(64))) }),
  'windows.alwaysOnTop': z.strictObject({ on: z.boolean() }),
  'windows.state': nothing,
  /** Closes all pop-outs, forgets where they were, and puts the main window where it was at first. */
  'windows.reset': nothing,
} as const;

export type WindowCommandName = keyof typeof windowCommandSchemas;
export type WindowArgument<C extends WindowCommandName> = z.output<(typeof windowCommandSchemas)[C]>;

export interface WindowCommandAnswers {
  'windows.popOut': null;
  'windows.displays': DisplayList;
  'windows.fullscreen': null;
  'windows.alwaysOnTop': null;
  'windows.state': WindowState;
  'windows.reset': null;
}

/** What a shell does for one of its windows. */
export type WindowHandlers = {
  readonly [C in WindowCommandName]: (argument: WindowArgument<C>) => WindowCommandAnswers[C] | Promise<WindowCommandAnswers[C]>;
};

export interface WindowEvents {
  /** The window that is told was changed, by whomever. */
  'windows.changed': WindowState;
}
