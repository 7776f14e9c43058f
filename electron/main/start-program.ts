import { spawn } from 'node:child_process';
import type { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { app, utilityProcess } from 'electron';
import { type Program, type StartProgram, UNTIL_INPUT_ENDS } from '../../backend/demo-camera.ts';

const LONGEST_WORDS = 2_000;

/**
 * Starts the command line. The packed program has it as a program of its own; from the sources it runs on Electron's Node, which only
 * Electron itself can start (the fuse RunAsNode is off). Neither outlives this process, however that ends: the one ends with its standard
 * input, the other Electron takes down.
 */
export function programStarter(commandLine: string): StartProgram {
  return (words): Program => {
    const { child, end } = app.isPackaged ? startPacked(words) : startScript(commandLine, words);
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-LONGEST_WORDS);
    });
    return {
      ended: new Promise((resolve) => {
        const events: EventEmitter = child;
        events.once('exit', (code: number | null) => resolve({ code, words: said }));
        // A program that cannot be started never exits.
        events.once('error', (error: unknown) => resolve({ code: null, words: String(error) }));
      }),
      end,
    };
  };
}

function startPacked(words: readonly string[]) {
  const program = join(process.resourcesPath, 'cli', process.platform === 'win32' ? 'sharedcam.exe' : 'sharedcam');
  const child = spawn(program, [...words, UNTIL_INPUT_ENDS], { stdio: ['pipe', 'ignore', 'pipe'], windowsHide: true });
  child.stdin.on('error', () => {}); // it has gone
  // Not by a signal: Windows has none, and would not let it clean up.
  return { child, end: () => void child.stdin.end() };
}

function startScript(commandLine: string, words: readonly string[]) {
  const child = utilityProcess.fork(commandLine, [...words], { stdio: ['ignore', 'ignore', 'pipe'], serviceName: 'Demo camera' });
  return { child, end: () => void child.kill() };
}
