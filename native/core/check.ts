/** One line of a preflight or of a look at the installation. */
export interface Check {
  readonly id: string;
  readonly title: string;
  readonly level: 'ok' | 'warning' | 'refusal';
  /** What was found, with the numbers. */
  readonly text: string;
  readonly remedy?: string;
}
