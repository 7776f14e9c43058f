import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Variables of the style sheets. */
    readonly [variable: `--${string}`]: string | number | undefined;
  }
}
