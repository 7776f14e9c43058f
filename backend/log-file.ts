/** The log of a program that runs without a terminal: levels, one file and the one before it, both bounded. */
import { join } from 'node:path';
import electronLog from 'electron-log/node';

export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const MAX_BYTES = 2 * 1024 * 1024;
const FILE_NAME = 'shared-camera-viewer.log';

export type Logger = Readonly<Record<LogLevel, (line: string) => void>> & { readonly folder: string };

export interface LogOptions {
  readonly folder: string;
  /** What is written to the file. */
  readonly level: LogLevel;
  /** Warnings and errors go to stderr, too. */
  readonly console: boolean;
}

/** A file that has grown too large becomes `….old.log`, in the place of the one before. */
export function openLog({ folder, level, console: toConsole }: LogOptions): Logger {
  const logger = electronLog.create({ logId: folder });
  const { file, console: terminal } = logger.transports;
  file.resolvePathFn = () => join(folder, FILE_NAME);
  file.maxSize = MAX_BYTES;
  file.level = level;
  file.format = '{iso} {level} {text}';
  terminal.level = toConsole ? 'warn' : false;
  terminal.format = '{text}';
  terminal.useStyles = false;
  terminal.writeFn = ({ message }) => process.stderr.write(`${message.data.join(' ')}\n`);
  return {
    folder,
    error: (line) => logger.error(line),
    warn: (line) => logger.warn(line),
    info: (line) => logger.info(line),
    debug: (line) => logger.debug(line),
  };
}

export function isLogLevel(text: string): text is LogLevel {
  return LOG_LEVELS.some((level) => level === text);
}
