#!/usr/bin/env node
// `npm start`: builds what is missing, starts a demo camera in a process of its own, and the viewer: Electron where its runtime is there,
// else the browser shell. Children get the end signal from here only, so that each cleans up exactly once.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findElectron } from './electron-runtime.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const COMMAND_LINE = join(ROOT, 'bin/sharedcam.mjs');
const PRODUCTS = ['out/main/cli.js', 'out/main/electron.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];
const DEMO = ['--source', 'pattern:bars', '--width', '1280', '--height', '720', '--format', 'RGB24', '--fps', '30'];
/** They end with their standard input, and so also when this process is killed. */
const WITH_US = ['--until-stdin-ends'];
const WINDOWS = process.platform === 'win32';
/** How long children may clean up before they are killed. */
const GRACE_MS = 5000;

const HELP = `npm start -- [options]

Opens the viewer on a demo camera: as a desktop window if Electron's runtime is installed, else in a browser.

  --demo NAME    name of the demo camera (default: demo)
  --no-demo      publish no demo camera
  --browser      use the browser shell even if Electron is there
  --port PORT    port of the browser shell (default: the first free one from 7480 on)
  --no-open      only print the address
  -h, --help     print this help
`;

/** @type {Map<import('node:child_process').ChildProcess, string>} */
const children = new Map();
/** @type {Promise<void> | undefined} */
let ending;

process.exitCode = await main();

async function main() {
  const options = readOptions();
  if (typeof options === 'number') return options;
  if (!buildWhatIsMissing()) return 1;
  for (const signal of WINDOWS ? ['SIGINT', 'SIGBREAK'] : ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => end('told by the console'));

  if (!options['no-demo']) startDemo(options.demo);
  const electron = options.browser ? undefined : findElectron(ROOT);
  const obstacle = electron && whyNoWindow();
  const viewer = electron && !obstacle ? startElectron(electron) : startBrowserShell(options, obstacle);
  const code = await exitOf(viewer);
  const asked = ending !== undefined;
  await end();
  return asked ? 0 : code;
}

function readOptions() {
  /** @type {import('node:util').ParseArgsConfig['options']} */
  const options = {
    demo: { type: 'string', default: 'demo' },
    'no-demo': { type: 'boolean' },
    browser: { type: 'boolean' },
    port: { type: 'string' },
    'no-open': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  };
  try {
    const { values } = parseArgs({ options });
    if (values.help) {
      process.stdout.write(HELP);
      return 0;
    }
    const { port } = values;
    if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535))
      throw new Error(`--port takes a number from 1 to 65535, not "${port}".`);
    return values;
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    return 2;
  }
}

function buildWhatIsMissing() {
  const library = join(
    ROOT,
    'native/framelock/build',
    `${process.platform}-${process.arch}`,
    WINDOWS ? 'framelock.dll' : 'libframelock.so',
  );
  const missing = PRODUCTS.some((path) => !existsSync(join(ROOT, path)));
  return (
    (existsSync(library) || build('The C library has not been built yet', ['native/framelock/build.mjs'])) &&
    (!missing ||
      build('The program has not been built yet', [
        'node_modules/electron-vite/bin/electron-vite.js',
        'build',
        '--logLevel',
        'warn',
      ]))
  );
}

function build(reason, args) {
  console.log(`${reason}; building it …`);
  if (!existsSync(join(ROOT, args[0]))) {
    console.error(`${args[0]} is missing. Run \`npm ci\` first.`);
    return false;
  }
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) console.error('Building failed; the reason is above.');
  return status === 0;
}

function startDemo(name) {
  const words = ['publish', name, ...DEMO, ...WITH_US];
  const demo = start('the demo camera', process.execPath, [COMMAND_LINE, ...words], ['pipe', 'ignore', 'pipe']);
  let said = '';
  demo.stderr.setEncoding('utf8').on('data', (text) => {
    said = (said + text).slice(-4000);
  });
  demo.once('close', (code) => {
    if (ending) return;
    const exists = code === 5 ? ' A camera of this name exists already; it is shown instead.' : '';
    console.error(`The demo camera has ended (exit code ${code}).${exists}\n${said.trim()}`);
  });
}

/** Electron's Chromium needs a display, and refuses to run as root with its sandbox on; we do not switch the sandbox off. */
function whyNoWindow() {
  if (!hasDisplay()) return "Electron's runtime is installed, but there is no display";
  if (process.getuid?.() === 0) return "Electron's runtime is installed, but its sandbox does not work for root";
  return undefined;
}

function startElectron(electron) {
  console.log('Starting the desktop viewer.');
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  return start('the desktop viewer', electron, [ROOT], ['ignore', 'inherit', 'inherit'], env);
}

function startBrowserShell(options, obstacle) {
  const reason = options.browser
    ? 'As asked'
    : (obstacle ?? "Electron's runtime is not installed (`npx install-electron` fetches it)");
  console.log(`${reason}: the viewer runs in a browser.`);
  const port = options.port === undefined ? [] : ['--port', options.port];
  const open = options['no-open'] || !hasDisplay() ? [] : ['--open'];
  return start(
    'the browser shell',
    process.execPath,
    [COMMAND_LINE, 'serve', ...port, ...open, ...WITH_US],
    ['pipe', 'inherit', 'inherit'],
  );
}

function hasDisplay() {
  return WINDOWS || process.platform === 'darwin' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function start(title, command, args, stdio, env = process.env) {
  // In a process group of its own, a child does not get the terminal's Ctrl-C a second time. Windows has no such groups without a new console.
  const child = spawn(command, args, { cwd: ROOT, stdio, env, detached: !WINDOWS });
  children.set(child, title);
  child.stdin?.on('error', () => {}); // it has gone
  child.once('error', (error) => console.error(`${title} could not be started: ${error.message}`));
  child.once('close', () => children.delete(child));
  return child;
}

function exitOf(child) {
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** Ends all children and waits until they have. Asked again (npm passes Ctrl-C on, too) it only waits. */
function end(why) {
  ending ??= endChildren(why);
  return ending;
}

async function endChildren(why) {
  const gone = [...children.keys()].map(exitOf);
  // A Windows console tells all its programs of Ctrl-C, and a signal from here would kill them in the middle of their cleaning up.
  if (!(WINDOWS && why === 'told by the console')) for (const child of children.keys()) child.kill('SIGINT');
  const grace = setTimeout(() => {
    for (const [child, title] of children) {
      console.error(`${title} does not end by itself and is killed.`);
      child.kill('SIGKILL');
    }
  }, GRACE_MS);
  await Promise.all(gone);
  clearTimeout(grace);
}
