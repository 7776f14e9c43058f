import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the bundles are made of. */
const SOURCES = ['native', 'backend', 'electron', 'web', 'cli', 'renderer'];
/** It brings the licences of its parts itself. */
const RUNTIME = 'electron';

/**
 * The packages of others that are part of the product: those that it loads, and those that its bundles are made of, with all that they
 * need in turn. What only builds or tests it is not among them. `path` is relative to the root.
 */
export function shippedPackages(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const found = new Map();
  const add = (name, from) => {
    const path = locate(packages, name, from);
    // A binary for another platform is not installed here.
    if (path === undefined || found.has(path) || !fits(packages[path])) return;
    const { version, license, dependencies: needs, optionalDependencies: mayNeed } = packages[path];
    found.set(path, { path, name, version, license });
    for (const needed of Object.keys({ ...needs, ...mayNeed })) add(needed, path);
  };
  for (const name of [...Object.keys(dependencies), ...SOURCES.flatMap((folder) => bundledPackages(join(root, folder)))])
    add(name, '');
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** As Node looks for it: in the node_modules of the package that needs it, then outwards. */
function locate(packages, name, from) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[path]) return path;
    if (folder === '') return undefined;
  }
}

function fits({ os, cpu }) {
  return (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true);
}

/** Packages that the sources and style sheets of a folder name. */
function bundledPackages(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|css)$/u.test(entry.name))
    .flatMap((entry) => [
      ...readFileSync(join(entry.parentPath, entry.name), 'utf8').matchAll(/(?:from|import)\s+['"]([^'".][^'"]*)['"]/gu),
    ])
    .map(([, specifier]) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'))
    .filter((name) => name !== RUNTIME);
}
