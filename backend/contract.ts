/**
 * The one contract between a page and the process that owns the mappings, the same for both shells. Commands are asked and answered,
 * events are told; pixels travel beside it (frame-message.ts). Each request is checked against its schema where it arrives; what does
 * not fit is refused with USAGE and logged. Wrappers on both sides derive their types from here.
 */
import * as z from 'zod/mini';
import type { FrameAccount } from '../native/camera/frame-ledger.ts';
import type { EndedPublisher } from '../native/camera/reader-types.ts';
import type { ErrorCode, ErrorReport } from '../native/core/errors.ts';
import type { PixelFormat } from '../native/core/formats.ts';
import type { LockState } from '../native/core/lock-word.ts';
import type { Namespace } from '../native/core/names.ts';
import type { Display } from '../native/core/pixels/display.ts';
import type { Sentence } from '../native/core/sentences/sentence.ts';
import { type DemoCommandAnswers, demoCommandSchemas } from './contract-demo.ts';
import { type DisplayCommandAnswers, displayCommandSchemas, displaySchema } from './contract-display.ts';
import { type GuessCommandAnswers, guessCommandSchemas } from './contract-guess.ts';
import {
  type AlarmRule,
  alarmRulesSchema,
  type HealthCommandAnswers,
  type HealthEvents,
  healthCommandSchemas,
} from './contract-health.ts';
import { type MappingCommandAnswers, type MappingEvents, mappingCommandSchemas } from './contract-mappings.ts';
import {
  type Keeping,
  keepingSchema,
  type RecordingCommandAnswers,
  type RecordingEvents,
  recordingCommandSchemas,
} from './contract-recordings.ts';
import { actionId, cameraId, keyName, layoutSchema, name, namespace, nothing } from './contract-schemas.ts';
import { type SettingsCommandAnswers, settingsCommandSchemas } from './contract-settings.ts';
import { type ShellCommandAnswers, type ShellEvents, shellCommandSchemas } from './contract-shell.ts';
import { type StreamCommandAnswers, streamCommandSchemas } from './contract-streams.ts';
import { type SavedView, savedViewsSchema, type View, viewSchema } from './contract-views.ts';
import { type WindowCommandAnswers, type WindowEvents, windowCommandSchemas } from './contract-windows.ts';

export * from './contract-guess.ts';
export * from './contract-health.ts';
export * from './contract-mappings.ts';
export * from './contract-recordings.ts';
export * from './contract-settings.ts';
export * from './contract-shell.ts';
export * from './contract-streams.ts';
export * from './contract-views.ts';
export * from './contract-windows.ts';

// --- values ---------------------------------------------------------------------------------------------------------------------------

/** One camera of the source list: `namespace:name`, unique. */
export type CameraId = string;

/**
 * What a camera is doing, each with its own words in the page:
 * searching (not looked at yet) · not-found · refused (access, unsafe owner, wrong type) · uninitialised · wrong-size (the layout does not
 * fit) · no-layout (nothing tells how the pixels lie) · never-written (all zero, no frame number) · locked (the lock stays held) ·
 * stalled (frames came, none since `stalledAfterMs`) · live.
 */
export const CAMERA_STATES = [
  'searching',
  'not-found',
  'refused',
  'uninitialised',
  'wrong-size',
  'no-layout',
  'never-written',
  'locked',
  'stalled',
  'live',
] as const;
export type CameraState = (typeof CAMERA_STATES)[number];

export type FoundBy = 'list' | 'os' | 'remembered' | 'typed';

export interface Camera {
  readonly id: CameraId;
  readonly name: string;
  readonly namespace: Namespace;
  readonly osName: string;
  readonly label: string;
  readonly foundBy: readonly FoundBy[];
  readonly state: CameraState;
  /** Milliseconds since the Unix epoch at which this state began. */
  readonly since: number;
  readonly error?: ErrorReport;
  readonly realBytes?: number;
  readonly layout?: CameraLayout;
  /** Where the layout comes from. */
  readonly layoutFrom?: 'trailer' | 'typed';
  /** Read without ever touching its lock: by choice for this camera, or because the settings say so. */
  readonly observe: boolean;
  /** How its pixels become colours, where that was chosen. */
  readonly display?: Display | undefined;
  /** New frames come, and their pixels have stayed the same since then. Told only where frame numbers prove that they are new. */
  readonly stillSince?: number;
  /** Stalled or locked, and the process that published is gone. */
  readonly publisherEnded?: EndedPublisher;
}

export interface CameraLayout {
  readonly width: number;
  readonly height: number;
  readonly format: PixelFormat;
  readonly strideBytes: number;
  readonly offsetBytes: number;
}

/** Figures of one camera over the last seconds; told about once a second while somebody looks. */
export interface CameraStats {
  readonly id: CameraId;
  readonly lockWord: { readonly word: string; readonly state: LockState; readonly readers: number };
  /** Of the frames that were taken. */
  readonly fps: { readonly mean: number; readonly min: number; readonly max: number; readonly sd: number } | null;
  /** Of those that were published, by their numbers; null where they have none. */
  readonly publishedFps: number | null;
  /** Since somebody looks at it: produced = taken + skipped + dropped + torn. */
  readonly account: FrameAccount;
  readonly frames: number;
  /** By the trailer's frame numbers; null without a trailer, where only changes can be seen. */
  readonly dropped: number | null;
  /** New frames that nobody had room for: no credit at that moment. */
  readonly skipped: number;
  /** Copies that were torn; most are taken again at once, so that no frame is lost. */
  readonly torn: number;
  readonly lockWaitUs: { readonly p50: number; readonly p95: number };
  readonly copyUs: { readonly p50: number; readonly p95: number };
  /** Publish to copied, by the trailer; null without. */
  readonly ageMs: { readonly p50: number; readonly p95: number } | null;
  readonly bytesPerSecond: number;
  readonly lastFrameAt: number | null;
}

export interface Settings {
  readonly language: 'system' | 'en' | 'de';
  readonly theme: 'system' | 'light' | 'dark';
  /** Size of everything on the page, in percent. */
  readonly scale: number;
  /** `safe`: colours that stay apart for the colour-blind. */
  readonly colours: 'standard' | 'safe';
  readonly motion: 'system' | 'reduced';
  readonly overlay: boolean;
  /** How pictures are drawn: measured on this machine, or forced. */
  readonly drawing: 'auto' | 'webgl2' | '2d';
  readonly stalledAfterMs: number;
  /** Whether cameras are read without touching their locks, unless something else was chosen for one. */
  readonly observe: boolean;
  /** Locks of dead holders are released by themselves where that is proven (rungs 1 and 2); off = only told. */
  readonly healLocks: boolean;
  /** The desktop program goes on in the notification area when its window is closed. */
  readonly closeToTray: boolean;
  /** The camera that was chosen last: with one tile the one in it. */
  readonly selected: CameraId | null;
  /** What the main window shows. */
  readonly view: View;
  readonly savedViews: readonly SavedView[];
  /** Cameras typed by hand or seen before, with the layouts typed for them. */
  readonly remembered: readonly RememberedCamera[];
  /** The user's own keys by action; an empty list takes all keys away. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly alarmRules: readonly AlarmRule[];
  /** How recordings and snapshots are kept. */
  readonly keeping: Keeping;
}

export const MAX_REMEMBERED = 1000;

export interface RememberedCamera {
  readonly name: string;
  readonly namespace: Namespace;
  readonly layout?: CameraLayout | undefined;
  /** Left out: as the settings say. */
  readonly observe?: boolean | undefined;
  readonly display?: Display | undefined;
}

export interface AppInfo {
  readonly version: string;
  readonly shell: 'desktop' | 'browser';
  readonly platform: 'win32' | 'posix';
  readonly pageBytes: number;
}

// --- schemas --------------------------------------------------------------------------------------------------------------------------

export { layoutSchema };

export const settingsSchema = z.strictObject({
  language: z.enum(['system', 'en', 'de']),
  theme: z.enum(['system', 'light', 'dark']),
  scale: z.int().check(z.minimum(100), z.maximum(300)),
  colours: z.enum(['standard', 'safe']),
  motion: z.enum(['system', 'reduced']),
  overlay: z.boolean(),
  drawing: z.enum(['auto', 'webgl2', '2d']),
  stalledAfterMs: z.int().check(z.minimum(200), z.maximum(600_000)),
  observe: z.boolean(),
  healLocks: z.boolean(),
  closeToTray: z.boolean(),
  selected: z.nullable(cameraId),
  view: viewSchema,
  savedViews: savedViewsSchema,
  remembered: z.readonly(
    z
      .array(
        z.strictObject({
          name,
          namespace,
          layout: z.optional(layoutSchema),
          observe: z.optional(z.boolean()),
          display: z.optional(displaySchema),
        }),
      )
      .check(z.maxLength(MAX_REMEMBERED)),
  ),
  alarmRules: alarmRulesSchema,
  keeping: keepingSchema,
  keys: z.readonly(z.record(actionId, z.readonly(z.array(keyName).check(z.maxLength(4))))),
});

/** Largest control message, in characters of JSON. */
export const MAX_MESSAGE_CHARACTERS = 256 * 1024;

// --- commands and events --------------------------------------------------------------------------------------------------------------

/** Schema of every command's argument. */
export const commandSchemas = {
  'app.info': nothing,
  'cameras.list': nothing,
  /** Looks at every name again now (F5). */
  'cameras.refresh': nothing,
  /** A name typed by hand; stays in the list until it is forgotten. */
  'cameras.add': z.strictObject({ name, namespace }),
  'cameras.forget': z.strictObject({ id: cameraId }),
  /** Sets the layout of a camera without trailer, or takes it back with null. */
  'cameras.setLayout': z.strictObject({ id: cameraId, layout: z.nullable(layoutSchema) }),
  /** Reads one camera without touching its lock (or with it), or as the settings say with null. */
  'cameras.setObserve': z.strictObject({ id: cameraId, observe: z.nullable(z.boolean()) }),
  'settings.get': nothing,
  'settings.set': z.partial(settingsSchema),
  ...demoCommandSchemas,
  ...displayCommandSchemas,
  ...guessCommandSchemas,
  ...healthCommandSchemas,
  ...mappingCommandSchemas,
  ...recordingCommandSchemas,
  ...settingsCommandSchemas,
  ...shellCommandSchemas,
  ...streamCommandSchemas,
  ...windowCommandSchemas,
} as const;

export type CommandName = keyof typeof commandSchemas;
export type CommandArgument<C extends CommandName> = z.output<(typeof commandSchemas)[C]>;

export interface CommandAnswers
  extends DemoCommandAnswers,
    DisplayCommandAnswers,
    GuessCommandAnswers,
    HealthCommandAnswers,
    MappingCommandAnswers,
    RecordingCommandAnswers,
    SettingsCommandAnswers,
    ShellCommandAnswers,
    StreamCommandAnswers,
    WindowCommandAnswers {
  'app.info': AppInfo;
  'cameras.list': readonly Camera[];
  'cameras.refresh': readonly Camera[];
  'cameras.add': Camera;
  'cameras.forget': null;
  'cameras.setLayout': Camera;
  'cameras.setObserve': Camera;
  'settings.get': Settings;
  'settings.set': Settings;
}

export interface Events extends HealthEvents, MappingEvents, RecordingEvents, ShellEvents, WindowEvents {
  'cameras.changed': readonly Camera[];
  'cameras.stats': readonly CameraStats[];
  'settings.changed': Settings;
  /** Something an operator should read that belongs to no command. */
  notice: { readonly level: 'info' | 'warning' | 'error'; readonly text: Sentence; readonly code?: ErrorCode };
}
export type EventName = keyof Events;

// --- the bridge that a page sees ------------------------------------------------------------------------------------------------------

/**
 * What both shells offer to the renderer, as `window.sharedCamera` (preload) or made by the page itself (browser shell).
 * `request` answers or rejects with an ErrorReport; each `on` returns its unsubscribe.
 */
export interface Bridge {
  request<C extends CommandName>(command: C, argument: CommandArgument<C>): Promise<CommandAnswers[C]>;
  on<E extends EventName>(event: E, listener: (value: Events[E]) => void): () => void;
  /** `connected` is false while the owning process cannot be reached. */
  onConnection(listener: (connected: boolean) => void): () => void;
}
