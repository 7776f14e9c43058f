/**
 * What is said to a person, as what is said and the values in it, so that the command line says it in English and a page in its own
 * language. English stands here once; translations stand with the page's texts, under the same keys.
 */
import { groupDigits } from '../digits.ts';
import { SENTENCES } from './sentences.ts';
import type { Placeholders, TextAt, TextKey, TextTree } from './text-keys.ts';

type Sentences = typeof SENTENCES;
export type SentenceKey = TextKey<Sentences>;

/** Numbers are quantities, which each language writes in its own way; names, process numbers and hex digits are texts. */
export type SentenceValue = string | number | Sentence | readonly Sentence[];

export interface Sentence {
  readonly says: SentenceKey;
  readonly values: Readonly<Record<string, SentenceValue>>;
}

type ValuesOf<K> = [Placeholders<TextAt<Sentences, K>>] extends [never]
  ? []
  : [{ readonly [Name in Placeholders<TextAt<Sentences, K>>]: Name extends 'count' ? number : SentenceValue }];

export function say<K extends SentenceKey>(says: K, ...[values]: ValuesOf<K>): Sentence {
  return { says, values: values ?? {} };
}

/** Words that come from elsewhere, such as the system's own, and stay as they are. */
export function verbatim(text: string): Sentence {
  return say('program.verbatim', { text });
}

export interface Speaker {
  text(key: string, values: Readonly<Record<string, string | number>>): string;
  number(value: number): string;
}

export function speak({ says, values }: Sentence, speaker: Speaker): string {
  const words = Object.entries(values).map(([name, value]) => {
    if (typeof value === 'object')
      return [
        name,
        [value]
          .flat()
          .map((inner) => speak(inner, speaker))
          .join(' '),
      ];
    return [name, typeof value === 'number' && name !== 'count' ? speaker.number(value) : value];
  });
  return speaker.text(says, Object.fromEntries(words));
}

export function inEnglish(sentence: Sentence): string {
  return speak(sentence, { text: englishText, number: groupDigits });
}

/** For JSON.stringify: programs and files get sentences in English. */
export function sentencesInEnglish(_key: string, value: unknown): unknown {
  return isSentence(value) ? inEnglish(value) : value;
}

function isSentence(value: unknown): value is Sentence {
  return typeof value === 'object' && value !== null && 'says' in value && 'values' in value;
}

function englishText(key: string, values: Readonly<Record<string, string | number>>): string {
  const text = textAt(key) ?? textAt(`${key}_${values['count'] === 1 ? 'one' : 'other'}`) ?? key;
  const words = text.replace(/\{\{(\w+)\}\}/gu, (_, name: string) => String(values[name] ?? ''));
  // Sizes are said in nearly every sentence; a plural for each would say no more.
  return words.replace(/(?<![\d.]|\d )1 bytes\b/gu, '1 byte');
}

function textAt(key: string): string | undefined {
  let found: string | TextTree | undefined = SENTENCES;
  for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined;
  return typeof found === 'string' ? found : undefined;
}
