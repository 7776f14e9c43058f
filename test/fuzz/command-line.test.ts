import type { Command } from 'commander';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { failureOf } from '../../cli/error-text.ts';
import { buildProgram } from '../../cli/program.ts';
import { recordedHost } from '../unit/cli/stand-ins.ts';
import { fuzz } from './fuzz.ts';

/** The whole command line, with commands that do nothing: what is tried is how it is taken apart. */
function harmless(): { program: Command; ran: () => boolean; said: () => string } {
  const host = recordedHost();
  const program = buildProgram(host);
  let ran = false;
  const disarm = (command: Command): void => {
    if (command.commands.length === 0)
      command.action(() => {
        ran = true;
      });
    for (const child of command.commands) disarm(child);
  };
  disarm(program);
  return { program, ran: () => ran, said: () => host.stdout.text };
}

const { program: known } = harmless();
const commands = known.commands.map((command) => command.name());
const flags = [...new Set(known.commands.flatMap(({ options }) => options.flatMap(({ short, long }) => [short, long])))].filter(
  (flag) => flag !== undefined,
);
const value = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '0',
    '-1',
    '1e99',
    'NaN',
    '',
    ' ',
    '--',
    '-',
    'cam',
    'pattern:bars',
    'RGB24',
    'hold:5',
    '30000/1001',
    '__proto__',
    '../x',
  ),
  fc.integer().map(String),
);
const word = fc.oneof(
  fc.constantFrom(...flags),
  value,
  fc.tuple(fc.constantFrom(...flags), value).map(([flag, text]) => `${flag}=${text}`),
);
const line = fc.oneof(
  fc.array(word, { maxLength: 8 }),
  fc.tuple(fc.constantFrom(...commands), fc.array(word, { maxLength: 8 })).map(([command, rest]) => [command, ...rest]),
);

describe('any command line', () => {
  fuzz(
    'runs its command, shows help, or is a usage error that says what is allowed',
    fc.asyncProperty(line, async (args) => {
      const { program, ran, said } = harmless();
      try {
        await program.parseAsync(args, { from: 'user' });
        expect(ran()).toBe(true);
      } catch (thrown) {
        const failure = failureOf(thrown, program);
        if (failure.kind === 'shown') {
          if (failure.asked) expect(said()).not.toBe('');
          return;
        }
        expect(failure.report, JSON.stringify(args)).toMatchObject({
          code: expect.stringMatching(/^(USAGE|NAME_INVALID|LAYOUT_INVALID)$/u),
        });
        expect(failure.report.message.length).toBeGreaterThan(9);
        expect(failure.report.remedy.length).toBeGreaterThan(4);
      }
    }),
  );
});
