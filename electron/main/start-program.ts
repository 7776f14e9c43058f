import { spawn } from 'node:child_process';
import type { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { app, utilityProcess } from 'electron';
import type { Program, StartProgram } from '../../backend/demo-camera.ts';

const LONGEST_WORDS = 2_000;

/**
 * Starts the command line. The packed program has it as a program of its own; from the sources it runs on Electron's Node, which only
 * Electron itself can start (the fuse RunAsNode is off).
 */
export function programStarter(commandLine: string): StartProgram {
  return (words): Program => {
    const child = app.isPackaged ? startPacked(words) : startScript(commandLine, words);
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
      end: () => child.kill(),
    };
  };
}

function startPacked(words: readonly string[]) {
  const program = join(process.resourcesPath, 'cli', process.platform === 'win32' ? 'sharedcam.exe' : 'sharedcam');
  return spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'], windowsHide: true });
}

function startScript(commandLine: string, words: readonly string[]) {
  return utilityProcess.fork(commandLine, [...words], { stdio: ['ignore', 'ignore', 'pipe'], serviceName: 'Demo camera' });
}
