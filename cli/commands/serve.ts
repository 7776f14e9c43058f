import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { version } from '../../package.json';
import { withCleanup } from '../cleanup.ts';
import { type Host, outputOf } from '../host.ts';
import { pause } from '../interrupt.ts';
import { addJsonOption, helpNotes } from '../options.ts';
import type { Output } from '../output.ts';
import { wholeNumber } from '../parse.ts';
import { programStarter } from '../start-program.ts';

interface ServeOptions {
  readonly json?: boolean;
  readonly port?: number;
  readonly open?: boolean;
}

export function addServe(program: Command, host: Host): void {
  const command = program
    .command('serve')
    .description('Show the cameras of this machine in a browser, until Ctrl-C.')
    .addOption(
      new Option('-p, --port <number>', 'port to listen on (without it: a free one is chosen)').argParser(wholeNumber(1, 65_535)),
    )
    .option('--open', 'open the page in the browser of this machine');
  addJsonOption(command)
    .addHelpText(
      'after',
      helpNotes(
        ['Only this machine can reach the page, and only with the secret in its address: treat the address like a password.'],
        ['sharedcam serve --open', 'sharedcam serve --port 8080 --json | jq -r .url'],
      ),
    )
    .action((options: ServeOptions) => serve(options, host));
}

async function serve(options: ServeOptions, host: Host): Promise<void> {
  const output = outputOf(host, options);
  const log = (line: string): void => output.warn(line);
  // Loaded here, because the other commands must start at once and need none of it.
  const { createBackend } = await import('../../backend/app.ts');
  const { startServer } = await import('../../web/server.ts');
  await withCleanup(async (defer) => {
    const backend = createBackend({
      shell: 'browser',
      version,
      log,
      startProgram: programStarter(join(import.meta.dirname, 'cli.js')),
    });
    defer(() => backend.close());
    const rendererDir = join(import.meta.dirname, '../renderer');
    const server = await startServer({ backend, rendererDir, log, ...(options.port !== undefined && { port: options.port }) });
    defer(() => server.close());
    output.value({ ready: true, url: server.url, port: server.port });
    output.text(
      `The cameras of this machine are at\n\n  ${output.paint('cyan', server.url)}\n\n${output.dim('Ctrl-C ends it.')}`,
    );
    if (options.open) await openBrowser(server.url, output);
    await pause(undefined, host.signal);
  });
}

/** That none can be started is no reason to end: the address works in any. */
async function openBrowser(url: string, output: Output): Promise<void> {
  const failed = (error: unknown): void =>
    output.warn(`No browser could be started (${error instanceof Error ? error.message : error}): open the address by hand.`);
  try {
    const { default: open } = await import('open');
    const browser = await open(url);
    browser.once('error', failed);
    browser.once('exit', (code) => code !== 0 && failed(`it ended with ${code}`));
    browser.unref();
  } catch (error) {
    failed(error);
  }
}
