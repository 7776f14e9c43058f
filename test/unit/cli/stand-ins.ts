import type { Host } from '../../../cli/host.ts';
import type { TextStream } from '../../../cli/output.ts';

export interface RecordedStream extends TextStream {
  text: string;
}

export function recordedStream(isTTY = false): RecordedStream {
  const stream: RecordedStream = {
    text: '',
    isTTY,
    write(text) {
      stream.text += text;
      return true;
    },
  };
  return stream;
}

export interface RecordedHost extends Host {
  readonly stdout: RecordedStream;
  readonly stderr: RecordedStream;
}

export function recordedHost(overrides: Partial<Host> = {}): RecordedHost {
  return {
    environment: {},
    signal: new AbortController().signal,
    ask: undefined,
    ...overrides,
    stdout: recordedStream(),
    stderr: recordedStream(),
  };
}
