import WebSocket from 'ws';
import type { Runtime } from './desktop.ts';
import { endAll, processesOf } from './process-tree.ts';
import type { TestProcess } from './processes.ts';
import type { Scope } from './scope.ts';
import { until, within } from './wait.ts';

export interface MainProcess {
  readonly process: TestProcess;
  /** Runs an expression in the main process, where `require('electron')` is at hand, and answers with its value. */
  evaluate<T>(expression: string): Promise<T>;
}

/**
 * An app that is looked at through its main process's inspector only. Playwright keeps every page it watches visible, whatever its window
 * is; here nobody does.
 */
export async function startUnwatched(
  scope: Scope,
  runtime: Runtime,
  path: string,
  env: Readonly<Record<string, string>>,
): Promise<MainProcess> {
  const process = scope.start(runtime.program, ['--inspect=0', '--no-sandbox', path], { env });
  const address = await until(() => /Debugger listening on (ws:\/\/\S+)/u.exec(process.stderr)?.[1], {
    what: () => `the inspector of the main process:\n${process.stderr}`,
  });
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  scope.onClose(async () => {
    const family = processesOf(process.pid);
    // As long as somebody listens, a process that wants to end waits.
    socket.terminate();
    process.signal('SIGTERM');
    await process.exited().catch(() => process.kill());
    await endAll(family);
  });
  let last = 0;
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.on('message', (text: Buffer) => {
    const answer = JSON.parse(text.toString('utf8')) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  return {
    process,
    async evaluate<T>(expression: string): Promise<T> {
      last++;
      const id = last;
      const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
      const params = { expression, includeCommandLineAPI: true, awaitPromise: true, returnByValue: true };
      socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
      const { result } = await within(answered, 15_000, `the main process to answer ${expression}`);
      if (result?.exceptionDetails) throw new Error(result.exceptionDetails.exception?.description ?? 'an exception');
      return result?.result.value as T;
    },
  };
}

interface Answer {
  readonly id?: number;
  readonly result?: {
    readonly result: { readonly value: unknown };
    readonly exceptionDetails?: { readonly exception?: { readonly description?: string } };
  };
}
