/**
 * The command line of the packed program: a program file of its own beside the desktop program, because Electron's is not to run scripts
 * (SECURITY.md, fuses). It is Node's own executable with one script inside, which starts the command line that lies next to it:
 *
 *   sharedcam(.exe)   Node, starts program/out/main/cli.js and nothing else
 *   program/          the bundles, the page, the libraries, the compiled part
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'postject';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** Where Node looks for its script, and the byte that says it is there (nodejs.org/api/single-executable-applications.html). */
const BLOB = 'NODE_SEA_BLOB';
const SENTINEL = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
/** Of koffi only what runs; its sources and manual are many times the size. */
const NOT_RUN = /[/\\]node_modules[/\\]koffi[/\\](doc|vendor)([/\\]|$)|\.(c|cc|h|hh|inc|S|asm|md|map)$/u;

/** The script inside cannot import files itself; a script that lies beside it can. */
const INSIDE = `require('node:module').createRequire(process.execPath)('./program/start.cjs');\n`;
const BESIDE = `import('./out/main/cli.js');\n`;

/**
 * Makes the folder `target`. `node` is the executable to build upon, of the platform and processor `system` (such as win32-x64); its
 * version must be the one that runs this, which writes the script's container.
 */
export async function packCommandLine(target, { node = process.execPath, system = `${process.platform}-${process.arch}` } = {}) {
  const windows = system.startsWith('win32');
  const program = join(target, 'program');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(program, { recursive: true });

  const copy = (path, filter) => cpSync(join(ROOT, path), join(program, path), { recursive: true, filter });
  copy('out/main', (source) => !source.endsWith('.map') && !source.endsWith('/electron.js'));
  copy('out/renderer', (source) => !source.endsWith('.map'));
  copy('package.json');
  copy(`native/framelock/build/${system}`);
  for (const path of librariesOf(system)) copy(path, (source) => !NOT_RUN.test(source));
  writeFileSync(join(program, 'start.cjs'), BESIDE);

  const executable = join(target, windows ? 'sharedcam.exe' : 'sharedcam');
  copyFileSync(node, executable);
  chmodSync(executable, 0o755);
  await inject(executable, BLOB, scriptContainer(), { sentinelFuse: SENTINEL });
  return executable;
}

/** Folders of the libraries that run in the product, with koffi's binary for the system. */
function librariesOf(system) {
  const paths = execFileSync('npm', ['ls', '--omit=dev', '--all', '--parseable'], {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
    .trim()
    .split('\n')
    .map((path) => relative(ROOT, path))
    .filter((path) => path !== '' && !path.includes('@koromix'));
  const binary = `node_modules/@koromix/koffi-${system}`;
  if (!existsSync(join(ROOT, binary))) throw new Error(`${binary} is not installed: npm install --no-save ${binary.slice(13)}`);
  return [...paths, binary];
}

function scriptContainer() {
  const folder = mkdtempSync(join(tmpdir(), 'sharedcam-sea-'));
  try {
    const main = join(folder, 'main.cjs');
    const output = join(folder, 'blob');
    const config = join(folder, 'config.json');
    writeFileSync(main, INSIDE);
    writeFileSync(config, JSON.stringify({ main, output, disableExperimentalSEAWarning: true }));
    execFileSync(process.execPath, ['--experimental-sea-config', config], { stdio: ['ignore', 'ignore', 'inherit'] });
    return readFileSync(output);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
