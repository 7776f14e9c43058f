/** The part of the contract about settings as a whole: taking them over from a file. */
import * as z from 'zod/mini';
import type { Settings } from './contract.ts';

/** Longest settings file that is taken in, in characters. */
export const MAX_IMPORT_CHARACTERS = 200_000;

/** What a settings file would change. Nothing is changed by asking. */
export interface ImportPlan {
  readonly changes: readonly {
    readonly setting: keyof Settings;
    readonly from: unknown;
    readonly to: unknown;
  }[];
  /** Of a newer version perhaps; left as they are. */
  readonly unknown: readonly string[];
  /** To be given to `settings.set`. */
  readonly settings: Partial<Settings>;
}

export const settingsCommandSchemas = {
  /** Checks the content of an exported file; what does not fit is refused with USAGE, naming the field. */
  'settings.planImport': z.strictObject({ content: z.string().check(z.maxLength(MAX_IMPORT_CHARACTERS)) }),
} as const;

export interface SettingsCommandAnswers {
  'settings.planImport': ImportPlan;
}
