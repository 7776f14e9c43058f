import { styleText } from 'node:util';
import { sentencesInEnglish } from '../native/core/sentences/sentence.ts';

/** The parts of process.stdout and process.stderr that are used, so that tests can stand in for them. */
export interface TextStream {
  write(text: string): boolean;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

export interface OutputOptions {
  readonly json: boolean;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What a command says. With --json only values reach stdout, each one line; without it only text does. */
export class Output {
  readonly json: boolean;
  private readonly stdout: TextStream;
  private readonly stderr: TextStream;
  private readonly environment: OutputOptions['environment'];
  private progressShown = false;

  constructor(options: OutputOptions) {
    this.json = options.json;
    this.stdout = options.stdout;
    this.stderr = options.stderr;
    this.environment = options.environment;
  }

  /** Text for people; not printed with --json. */
  text(text: string): void {
    if (this.json) return;
    this.clearProgress();
    this.stdout.write(`${text}\n`);
  }

  /** A value for programs; printed with --json only. */
  value(value: object): void {
    if (this.json) this.stdout.write(`${JSON.stringify(value, sentencesInEnglish)}\n`);
  }

  /** Something to know that is not the result, on stderr, in both modes. */
  warn(text: string): void {
    this.clearProgress();
    const word = this.paint('yellow', 'note:', this.stderr);
    this.stderr.write(this.json ? `${JSON.stringify({ note: text })}\n` : `${word} ${text}\n`);
  }

  /** One line on stderr that the next one replaces; only for a person at a terminal. */
  progress(text: string): void {
    if (this.json || !this.stderr.isTTY) return;
    this.stderr.write(`\r\u001b[K${text.slice(0, (this.stderr.columns || 80) - 1)}`);
    this.progressShown = true;
  }

  clearProgress(): void {
    if (!this.progressShown) return;
    this.stderr.write('\r\u001b[K');
    this.progressShown = false;
  }

  /** The text in a colour where the stream is a terminal that shows colours and nobody asked for none (https://no-color.org). */
  paint(style: Style, text: string, stream: TextStream = this.stdout): string {
    return coloursWanted(stream, this.environment) ? styleText(style, text, { validateStream: false }) : text;
  }

  bold = (text: string): string => this.paint('bold', text);
  dim = (text: string): string => this.paint('dim', text);
}

export function coloursWanted(stream: TextStream, environment: OutputOptions['environment']): boolean {
  if (!stream.isTTY || environment['TERM'] === 'dumb') return false;
  return environment['NO_COLOR'] === undefined || environment['NO_COLOR'] === '';
}
