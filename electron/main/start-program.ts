import { utilityProcess } from 'electron';
import type { Program, StartProgram } from '../../backend/demo-camera.ts';

const LONGEST_WORDS = 2_000;

/** Starts the command line on Electron's own Node: the program that is packed cannot be told to run as Node itself. */
export function programStarter(commandLine: string): StartProgram {
  return (words): Program => {
    const child = utilityProcess.fork(commandLine, [...words], {
      stdio: ['ignore', 'ignore', 'pipe'],
      serviceName: 'Demo camera',
    });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-LONGEST_WORDS);
    });
    return {
      ended: new Promise((resolve) => {
        child.once('exit', (code) => resolve({ code, words: said }));
      }),
      end: () => child.kill(),
    };
  };
}
