import { describe, expect, it } from 'vitest';
import { coloursWanted, Output } from '../../../cli/output.ts';
import { recordedStream } from './stand-ins.ts';

function recorded(options: { json?: boolean; tty?: boolean; environment?: Record<string, string> } = {}) {
  const stdout = recordedStream(options.tty);
  const stderr = recordedStream(options.tty);
  const output = new Output({ json: options.json ?? false, stdout, stderr, environment: options.environment ?? {} });
  return { output, stdout, stderr };
}

describe('Output', () => {
  it('prints text for people and no values', () => {
    const { output, stdout } = recorded();
    output.text('hello');
    output.value({ a: 1 });
    expect(stdout.text).toBe('hello\n');
  });

  it('prints one line for each value with --json, and no text', () => {
    const { output, stdout } = recorded({ json: true });
    output.text('hello');
    output.value({ a: 'x\ny' });
    output.value({ b: null });
    expect(stdout.text).toBe('{"a":"x\\ny"}\n{"b":null}\n');
  });

  it('shows progress at a terminal only, and clears it before the next text', () => {
    const terminal = recorded({ tty: true });
    terminal.output.progress('12 frames');
    terminal.output.text('done');
    expect(terminal.stderr.text).toBe('\r\u001b[K12 frames\r\u001b[K');
    const pipe = recorded();
    pipe.output.progress('12 frames');
    expect(pipe.stderr.text).toBe('');
  });

  it('keeps progress within one line', () => {
    const { output, stderr } = recorded({ tty: true });
    output.progress('x'.repeat(500));
    expect(stderr.text.length).toBeLessThan(90);
  });

  it('says notes on stderr, as JSON with --json', () => {
    const text = recorded();
    text.output.warn('careful');
    expect([text.stdout.text, text.stderr.text]).toEqual(['', 'note: careful\n']);
    const json = recorded({ json: true });
    json.output.warn('careful');
    expect([json.stdout.text, json.stderr.text]).toEqual(['', '{"note":"careful"}\n']);
  });

  it('paints at a terminal only', () => {
    expect(recorded().output.bold('x')).toBe('x');
    expect(recorded({ tty: true }).output.bold('x')).toBe('\u001b[1mx\u001b[22m');
  });
});

describe('coloursWanted', () => {
  const tty = recordedStream(true);
  it.each([
    [tty, {}, true],
    [tty, { NO_COLOR: '1' }, false],
    [tty, { NO_COLOR: '' }, true],
    [tty, { TERM: 'dumb' }, false],
    [recordedStream(false), {}, false],
  ])('case %#', (stream, environment, wanted) => expect(coloursWanted(stream, environment)).toBe(wanted));
});
