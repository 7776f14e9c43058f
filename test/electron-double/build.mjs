import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const HERE = import.meta.dirname;
const ROOT = resolve(HERE, '../..');
const PARTS = { main: 'main/electron.ts', isolated: 'page/isolated-world.ts', mainWorld: 'page/main-world.ts' };

/**
 * Bundles the double, once for each version of its sources: `electron.cjs` (what `require('electron')` gives), `electron.mjs` (the same for
 * `import`), and the two scripts that are put into each page. Answers with their folder.
 */
export async function buildDouble() {
  const folder = join(ROOT, '.cache/test', `electron-double-${hashOf(sources())}`);
  if (existsSync(folder)) return folder;
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  await bundle(PARTS.main, 'electron.cjs', 'cjs', fresh);
  await bundle(PARTS.isolated, 'isolated-world.js', 'iife', fresh);
  await bundle(PARTS.mainWorld, 'main-world.js', 'iife', fresh);
  const names = Object.keys(createRequire(import.meta.url)(join(fresh, 'electron.cjs')));
  const exported = names.map((name) => `export const ${name} = electron.${name};`).join('\n');
  writeFileSync(
    join(fresh, 'electron.mjs'),
    `import { createRequire } from 'node:module';\nconst electron = createRequire(import.meta.url)('./electron.cjs');\nexport default electron;\n${exported}\n`,
  );
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // Somebody else was faster.
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

async function bundle(input, name, format, folder) {
  const { build } = await import('vite');
  const node = format === 'cjs';
  await build({
    root: HERE,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: node,
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      target: node ? 'node20.19' : 'chrome140',
      modulePreload: false,
      rollupOptions: { input: join(HERE, input), output: { format, entryFileNames: name, exports: 'auto' } },
    },
  });
}

function sources() {
  const folders = ['main', 'page', 'shared'].map((name) => join(HERE, name));
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  return [join(HERE, 'build.mjs'), join(HERE, '../support/paths.ts'), ...files.sort()];
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.slice(ROOT.length)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}
