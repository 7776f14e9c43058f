import { Fragment, type ReactNode } from 'react';
import type { TextKey, TextValues } from '../../native/core/sentences/text-keys.ts';
import type { Texts } from './texts.ts';
import { t } from './texts.ts';

type Nodes<K> = TextValues<Texts, K> extends [infer Values] ? { readonly [Name in keyof Values]: ReactNode } : never;

/** A text with elements where its placeholders are. */
export function rich<K extends TextKey<Texts>>(key: K, nodes: Nodes<K>): ReactNode {
  const byName: Readonly<Record<string, ReactNode>> = nodes;
  const marked = Object.fromEntries(Object.keys(byName).map((name) => [name, `\u0000${name}\u0000`]));
  const values = [marked] as unknown as TextValues<Texts, K>;
  return t(key, ...values)
    .split('\u0000')
    .map((part, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a fixed text have no other name
      <Fragment key={index}>{index % 2 === 1 ? byName[part] : part}</Fragment>
    ));
}

/** `words` between backticks as code. */
export function withCode(text: string): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: parts of a fixed text have no other name
  return text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}
