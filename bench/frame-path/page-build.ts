import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

/** Bundles the page as the viewer's own is, and answers with the folder of it. */
export async function buildPage(): Promise<string> {
  const outDir = resolve(import.meta.dirname, '../../.cache/bench/frame-path-page');
  mkdirSync(outDir, { recursive: true });
  await build({
    root: join(import.meta.dirname, 'page'),
    configFile: false,
    base: './',
    logLevel: 'warn',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'chrome140', assetsInlineLimit: 0 },
  });
  return outDir;
}
