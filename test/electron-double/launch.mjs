// `electron [switches] [-r FILE] APP [arguments]`: runs an Electron app's main process in Node, with the double as its `electron` module.
import { readFileSync } from 'node:fs';
import inspector from 'node:inspector';
import Module, { createRequire, register } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildDouble } from './build.mjs';

const require = createRequire(import.meta.url);
const folder = await buildDouble();
const command = readCommand(process.argv.slice(2));
const modulePath = join(folder, 'electron.cjs');

// `require('electron')`, also from the inspector's console, and `import 'electron'`.
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) =>
  request === 'electron' || request === 'electron/main' ? modulePath : resolveFilename(request, ...rest);
const hooks = `export const resolve = (name, context, next) =>
  name === 'electron' || name === 'electron/main' ? { url: ${JSON.stringify(pathToFileURL(join(folder, 'electron.mjs')).href)}, shortCircuit: true } : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

Object.assign(process.versions, { electron: require('electron/package.json').version });
Object.defineProperties(process, {
  type: { value: 'browser' },
  defaultApp: { value: true },
  resourcesPath: { value: join(folder, 'resources') },
});
process.argv = [join(import.meta.dirname, 'electron'), ...process.argv.slice(2)];

const { launcher } = require(modulePath)[Symbol.for('electron-double')];
const application = readApplication(command.app);
launcher.prepare({ ...application, arguments: process.argv.slice(1), argumentsOfApp: command.rest });
// As with Electron, what is preloaded sees the whole command line.
if (command.inspect !== undefined) inspector.open(command.inspect, '127.0.0.1');
for (const file of command.require) require(resolve(file));
await import(pathToFileURL(application.main).href);
await launcher.start();

function readCommand(words) {
  const found = { require: [], inspect: undefined, app: undefined, rest: [] };
  for (let at = 0; at < words.length && found.app === undefined; at++) {
    const word = words[at];
    if (word === '-r' || word === '--require') found.require.push(words[++at]);
    else if (word.startsWith('--inspect')) found.inspect = Number(word.split('=')[1] ?? 9229);
    else if (!word.startsWith('-')) {
      found.app = resolve(word);
      found.rest = words.slice(at + 1);
    }
  }
  if (found.app === undefined) throw new Error('usage: electron [switches] [-r FILE] APP [arguments]');
  return found;
}

function readApplication(path) {
  if (/\.[cm]?js$/.test(path)) return { path: dirname(path), name: 'Electron', version: process.versions.electron, main: path };
  const { name, productName, version, main } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  return { path, name: productName ?? name, version, main: resolve(path, main ?? 'index.js') };
}
