/**
 * Names of files that are kept, made from a template. Whatever the template and the camera's name hold, the result is one plain file name:
 * it cannot lead out of the folder, hide, or be a name that Windows keeps for a device. Pure.
 */
import { SharedCameraError } from '../../core/errors.ts';
import {
  fillTemplate,
  MAX_TEMPLATE_CHARACTERS,
  TEMPLATE_FIELDS,
  type TemplateField,
  unknownTemplateField,
} from '../../core/file-template.ts';

export interface NameFacts {
  readonly name: string;
  readonly at: Date;
  /** 0 = not known. */
  readonly frame: number;
  readonly width: number;
  readonly height: number;
  readonly format: string;
}

const FIELDS: Readonly<Record<TemplateField, (facts: NameFacts) => string>> = {
  name: ({ name }) => name,
  date: ({ at }) => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
  time: ({ at }) => `${two(at.getHours())}-${two(at.getMinutes())}-${two(at.getSeconds())}`,
  ms: ({ at }) => String(at.getMilliseconds()).padStart(3, '0'),
  frame: ({ frame }) => (frame > 0 ? String(frame) : 'x'),
  width: ({ width }) => String(width),
  height: ({ height }) => String(height),
  format: ({ format }) => format,
};

/** Room is left for a number, an ending and `.part`. */
const MAX_NAME_BYTES = 200;
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Throws USAGE for a field that is not known, and for a template without anything. */
export function checkTemplate(template: string): string {
  const unknown = unknownTemplateField(template);
  if (unknown !== undefined)
    throw new SharedCameraError('USAGE', `The file name template has no field {${unknown.slice(0, 20)}}.`, {
      remedy: `Fields are ${TEMPLATE_FIELDS.map((known) => `{${known}}`).join(' ')}.`,
    });
  if (template.trim() === '' || template.length > MAX_TEMPLATE_CHARACTERS)
    throw new SharedCameraError(
      'USAGE',
      `A file name template has 1 to ${MAX_TEMPLATE_CHARACTERS} characters, this one ${template.length}.`,
    );
  return template;
}

/** The file name without its ending. */
export function fileNameOf(template: string, facts: NameFacts): string {
  return plainName(fillTemplate(checkTemplate(template), (field) => FIELDS[field](facts)));
}

/** Any text as one file name that every system takes. */
export function plainName(text: string): string {
  const plain = cut(text.normalize('NFC').replace(/[\p{C}/\\:*?"<>|\u2028\u2029]/gu, '_')).replace(/^[\s.]+|[\s.]+$/gu, '');
  if (plain === '') return 'camera';
  return DEVICE.test(plain) ? `_${plain}` : plain;
}

/** `name.ending`, `name (2).ending` …, for as long as somebody asks: until one is free. */
export function* numberedNames(name: string, ending: string): Generator<string, never, void> {
  yield `${name}.${ending}`;
  for (let number = 2; ; number++) yield `${name} (${number}).${ending}`;
}

/** Parts count from 1; `numbered` when it is known from the start that there will be several. */
export function partName(base: string, part: number, numbered: boolean): string {
  return part === 1 && !numbered ? base : `${base}-${String(part).padStart(3, '0')}`;
}

function cut(text: string): string {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_NAME_BYTES) break;
    end += character.length;
  }
  return text.slice(0, end);
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
