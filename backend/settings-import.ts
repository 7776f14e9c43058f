import * as z from 'zod/mini';
import { plural } from '../native/core/digits.ts';
import { SharedCameraError } from '../native/core/errors.ts';
import { type ImportPlan, type Settings, settingsSchema } from './contract.ts';
import { SETTINGS_VERSION } from './settings-store.ts';

/** What is of this machine and this moment and not a choice of the user. */
const NOT_IMPORTED: ReadonlySet<string> = new Set(['version', 'selected']);

/** Reads an exported settings file against what holds now. Every field that does not fit is named in one refusal. */
export function planImport(content: string, current: Settings): ImportPlan {
  const given = Object.entries(parse(content)).filter(([key]) => !NOT_IMPORTED.has(key));
  const schemas: Readonly<Record<string, z.core.$ZodType>> = settingsSchema.shape;
  const problems: string[] = [];
  const changes = given.flatMap(([key, value]) => {
    const schema = schemas[key];
    if (!schema) return [];
    const result = z.safeParse(schema, value);
    if (!result.success) {
      problems.push(...result.error.issues.map(({ path, message }) => `"${[key, ...path].join('.')}": ${message}`));
      return [];
    }
    const setting = key as keyof Settings;
    const from = current[setting];
    return JSON.stringify(from) === JSON.stringify(result.data) ? [] : [{ setting, from, to: result.data }];
  });
  if (problems.length > 0)
    throw new SharedCameraError(
      'USAGE',
      `The file does not fit in ${plural(problems.length, 'place')}: ${problems.slice(0, 5).join('; ')}.`,
      {
        remedy: 'Correct these fields in the file, or leave them out. Nothing was changed.',
      },
    );
  return {
    changes,
    unknown: given.map(([key]) => key).filter((key) => !schemas[key]),
    settings: Object.fromEntries(changes.map(({ setting, to }) => [setting, to])),
  };
}

function parse(content: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    throw refusal(`The file is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal('The file holds no settings object.');
  const fields = value as Readonly<Record<string, unknown>>;
  if (fields['version'] !== SETTINGS_VERSION)
    throw refusal(
      `"version" is ${JSON.stringify(fields['version'] ?? null)}, and this program reads version ${SETTINGS_VERSION}.`,
    );
  return fields;
}

function refusal(message: string): SharedCameraError {
  return new SharedCameraError('USAGE', message, {
    remedy: 'Choose a file that was exported from the settings of this program.',
  });
}
