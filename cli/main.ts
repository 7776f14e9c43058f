import { createInterface } from 'node:readline/promises';
import { UNTIL_INPUT_ENDS } from '../backend/demo-camera.ts';
import { searchPathOnly } from '../native/os/program-search.ts';
import { listenForInterrupt } from './interrupt.ts';
import { runProgram } from './program.ts';

export async function main(): Promise<void> {
  searchPathOnly();
  const interrupt = listenForInterrupt(process.argv.includes(UNTIL_INPUT_ENDS) ? process.stdin : undefined);
  const { stdout, stderr, env: environment } = process;
  try {
    process.exitCode = await runProgram(process.argv.slice(2), {
      stdout,
      stderr,
      environment,
      signal: interrupt.signal,
      ask: process.stdin.isTTY && stderr.isTTY ? askOnTerminal(interrupt.signal) : undefined,
    });
  } finally {
    interrupt.dispose();
  }
}

/** On stderr, so that stdout can go elsewhere. An interrupt is an empty answer. */
function askOnTerminal(signal: AbortSignal): (question: string) => Promise<string> {
  return async (question) => {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await terminal.question(question, { signal });
    } catch (error) {
      if (signal.aborted) return '';
      throw error;
    } finally {
      terminal.close();
    }
  };
}
