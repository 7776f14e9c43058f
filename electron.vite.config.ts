import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** Node 20.19 runs the command line and the browser shell, so the main bundle is built for it and not for Electron's newer Node. */
const nodeTarget = 'node20.19';

export default defineConfig({
  // `dependencies` of package.json stay outside the bundles: they are compiled, look for files beside themselves, or are seldom needed.
  // All else is a development dependency and bundled: of many small files each, they would double the time `sharedcam` takes to start.
  main: {
    build: {
      target: nodeTarget,
      outDir: 'out/main',
      minify: false,
      sourcemap: true,
      rollupOptions: {
        input: {
          electron: resolve('electron/main/entry.ts'),
          cli: resolve('cli/entry.ts'),
          'guess-thread': resolve('backend/guess/guess-thread.ts'),
          'recording-writer': resolve('native/camera/recording/writer-thread.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: resolve('electron/preload/entry.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      outDir: resolve('out/renderer'),
      emptyOutDir: true,
      target: 'chrome140',
      assetsInlineLimit: 0,
      rollupOptions: { input: resolve('renderer/index.html') },
    },
  },
});
