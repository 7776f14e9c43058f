/** Types of the text files: which keys there are, what they must be given, and that each language has the same. */

export interface TextTree {
  readonly [key: string]: string | TextTree;
}

/** The same keys with any texts. */
export type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };

type WithoutPlural<K> = K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : K;

/** `live.lost` and the like; both forms of a plural count as one key. */
export type TextKey<T> = {
  [K in keyof T & string]: T[K] extends string ? WithoutPlural<K> : `${K}.${TextKey<T[K]>}`;
}[keyof T & string];

export type TextAt<T, K> = K extends `${infer Area}.${infer Rest}`
  ? Area extends keyof T
    ? TextAt<T[Area], Rest>
    : never
  : K extends keyof T
    ? T[K]
    : K extends string
      ? `${K}_other` extends keyof T
        ? `${T[`${K}_other`] & string}{{count}}`
        : never
      : never;

export type Placeholders<S> = S extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Placeholders<Rest> : never;

/** What stands in the text between `{{` and `}}`; nothing where there is nothing. */
export type TextValues<T, K> = [Placeholders<TextAt<T, K>>] extends [never]
  ? []
  : [{ readonly [Name in Placeholders<TextAt<T, K>>]: Name extends 'count' ? number : string | number }];
