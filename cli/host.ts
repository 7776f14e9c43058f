import { Output, type TextStream } from './output.ts';

/** What surrounds a run of the program; tests bring their own. */
export interface Host {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user or the system wants the program to end. */
  readonly signal: AbortSignal;
  /** Asks a person, or is undefined where nobody is at the terminal. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
}

export function outputOf(host: Host, options: { readonly json?: boolean }): Output {
  return new Output({ json: options.json === true, stdout: host.stdout, stderr: host.stderr, environment: host.environment });
}
