import { spawn } from 'node:child_process';
import { type Program, type StartProgram, UNTIL_INPUT_ENDS } from '../backend/demo-camera.ts';

const LONGEST_WORDS = 2_000;

/**
 * Starts the command line itself with other words. In a process group of its own, so that Ctrl-C reaches it from here only; it ends with its
 * standard input, so that it does not outlive this process.
 */
export function programStarter(commandLine: string): StartProgram {
  return (words): Program => {
    const child = spawn(process.execPath, [commandLine, ...words, UNTIL_INPUT_ENDS], {
      stdio: ['pipe', 'ignore', 'pipe'],
      detached: process.platform !== 'win32',
    });
    child.stdin.on('error', () => {}); // it has gone
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-LONGEST_WORDS);
    });
    return {
      ended: new Promise((resolve) => {
        child.once('error', (error) => resolve({ code: null, words: error.message }));
        child.once('close', (code) => resolve({ code, words: said }));
      }),
      end: () => void child.stdin.end(),
    };
  };
}
