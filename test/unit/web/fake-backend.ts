import type { Backend, EventSink, FrameSink } from '../../../backend/app.ts';
import { type CommandAnswers, type CommandName, type Credit, creditSchema } from '../../../backend/contract.ts';
import { encodeFrameHeader, FRAME_HEADER_BYTES } from '../../../backend/frame-message.ts';
import { SharedCameraError } from '../../../native/core/errors.ts';
import { verbatim } from '../../../native/core/sentences/sentence.ts';

export interface FakeStream {
  readonly sink: FrameSink;
  readonly ended: () => void;
  closed: boolean;
  busy: boolean;
  sent: number;
  frame: ArrayBuffer;
}

export interface FakeSession {
  readonly streams: Map<number, FakeStream>;
  readonly credits: Credit[];
  readonly emit: EventSink;
  closed: boolean;
}

export interface FakeBackend extends Backend {
  readonly sessions: FakeSession[];
  readonly open: readonly FakeSession[];
}

/** Answers every credit with one frame of `pixelBytes`, whose first pixel byte is its sequence, and every command with its argument. */
export function fakeBackend(options: { pixelBytes?: number; greeting?: string } = {}): FakeBackend {
  const { pixelBytes = 1000 } = options;
  const sessions: FakeSession[] = [];
  let epochs = 0;

  return {
    sessions,
    get open() {
      return sessions.filter(({ closed }) => !closed);
    },
    watchAlarms: () => () => {},
    recordings: () => 0,
    playRecording: () => Promise.reject(new Error('nothing is played')),
    watchCameras: () => () => {},
    openSession(openSink, emit) {
      const session: FakeSession = { streams: new Map(), credits: [], emit, closed: false };
      sessions.push(session);
      if (options.greeting) emit('notice', { level: 'info', text: verbatim(options.greeting) });
      const closeStream = (number: number): void => {
        const stream = session.streams.get(number);
        if (!stream) return;
        session.streams.delete(number);
        stream.closed = true;
        stream.sink.close();
      };
      return {
        async request(command, argument) {
          const number = typeof argument === 'object' && argument !== null && 'stream' in argument ? Number(argument.stream) : 0;
          if (command === 'stream.open') {
            closeStream(number);
            const epoch = ++epochs;
            const ended = (): void => closeStream(number);
            const frame = new ArrayBuffer(FRAME_HEADER_BYTES + pixelBytes);
            session.streams.set(number, {
              sink: openSink(number, epoch, ended),
              ended,
              closed: false,
              busy: false,
              sent: 0,
              frame,
            });
            return { epoch };
          }
          if (command === 'stream.close') closeStream(number);
          else if (command !== 'settings.get') throw new SharedCameraError('USAGE', `There is no command ${String(command)}.`);
          return (argument ?? null) as CommandAnswers[CommandName];
        },
        credit(value) {
          const credit = creditSchema.parse(value);
          session.credits.push(credit);
          const stream = session.streams.get(credit.stream);
          if (stream) void sendFrame(stream, credit);
        },
        close() {
          session.closed = true;
          for (const number of [...session.streams.keys()]) closeStream(number);
        },
      };
    },
    async close() {
      for (const session of sessions) session.closed = true;
    },
  };
}

async function sendFrame(stream: FakeStream, { stream: number, epoch }: Credit): Promise<void> {
  if (stream.busy) return;
  stream.busy = true;
  const sequence = ++stream.sent;
  const pixelBytes = stream.frame.byteLength - FRAME_HEADER_BYTES;
  new Uint8Array(stream.frame, FRAME_HEADER_BYTES).fill(sequence);
  const header = new Uint8Array(stream.frame, 0, FRAME_HEADER_BYTES);
  encodeFrameHeader(
    {
      stream: number,
      epoch,
      sequence,
      width: pixelBytes,
      height: 1,
      strideBytes: pixelBytes,
      format: 'GRAY8',
      sourceWidth: pixelBytes,
      sourceHeight: 1,
      crop: { x: 0, y: 0, width: pixelBytes, height: 1 },
      frameNumber: sequence,
      publishedAtMs: 0,
      copiedAtMs: Date.now(),
      lockWaitUs: 0,
      copyUs: 0,
      pixelBytes,
      produced: sequence,
      skipped: 0,
      torn: 0,
    },
    header,
  );
  const sent = stream.sink.send(stream.frame);
  // As the contract of FrameSink allows: the header belongs to the sink only until `send` returns.
  header.fill(0xee);
  await sent;
  stream.busy = false;
}
