import { copyFileSync, cpSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { buildPage } from './page-build.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Bundles the app that the desktop benchmark runs, and answers with the path of its main script. The preload script is the product's own. */
export async function buildDesktop(): Promise<string> {
  const outDir = join(ROOT, '.cache/bench/desktop');
  rmSync(outDir, { recursive: true, force: true });
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir,
      ssr: join(import.meta.dirname, 'desktop-main.ts'),
      target: 'node20.19',
      rollupOptions: { external: ['electron'], output: { format: 'es', entryFileNames: 'main.js' } },
    },
  });
  copyFileSync(join(ROOT, 'out/preload/preload.cjs'), join(outDir, 'preload.cjs'));
  cpSync(await buildPage(), join(outDir, 'page'), { recursive: true });
  return join(outDir, 'main.js');
}
