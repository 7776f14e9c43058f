import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const bin = (name) => resolve(root, 'node_modules/.bin', name);

/** Runs projects of vitest.config.ts; counts come from our reporter's file. */
const vitest = (...projects) => ({
  command: [
    bin('vitest'),
    'run',
    ...projects.flatMap((name) => ['--project', name]),
    '--reporter=default',
    '--reporter=./test/setup/reporter.ts',
  ],
  counts: 'reporter',
});
/** A program that ends with the line `N passed, N failed` (and `, N skipped`), and says `SKIPPED name: reason` for each skipped test. */
const program = (path) => ({ command: [process.execPath, path], counts: 'last line', present: existsSync(resolve(root, path)) });
/** A check that passes or fails as a whole. */
const check = (...command) => ({ command, counts: 'exit code' });

/**
 * The suites, quick ones first. `quick` = part of `npm test`; `needs` = system packages without which it cannot run (packages.mjs);
 * `minutes` = its deadline on a slow machine, not the time it takes; `beside` = the first of the suites with which it starts: they wait
 * most of the time or have work for one core only, and none measures anything.
 */
export const SUITES = [
  { name: 'types', quick: true, needs: [], minutes: 6, ...check(bin('tsc'), '-b') },
  {
    name: 'lint',
    beside: 'types',
    quick: true,
    needs: [],
    minutes: 2,
    ...check(bin('biome'), 'check', '--error-on-warnings', '.'),
  },
  { name: 'unit', quick: true, needs: ['cc'], minutes: 6, ...vitest('unit') },
  { name: 'fuzz', quick: true, needs: ['cc'], minutes: 6, ...vitest('fuzz') },
  { name: 'conformance', beside: 'fuzz', quick: true, needs: ['cc'], minutes: 6, ...vitest('conformance') },
  { name: 'process', quick: true, needs: ['cc'], minutes: 12, ...vitest('process', 'process-alone') },
  { name: 'native', quick: false, needs: ['cc', 'spin'], minutes: 10, ...program('test/native/run.mjs') },
  { name: 'pack', beside: 'native', quick: false, needs: [], minutes: 8, ...vitest('pack') },
  { name: 'wine', beside: 'native', quick: false, needs: ['cc', 'mingw', 'wine'], minutes: 12, ...program('test/wine/run.mjs') },
  { name: 'desktop', quick: false, needs: ['cc', 'chromium'], minutes: 12, ...vitest('desktop') },
  { name: 'e2e', quick: false, needs: ['cc', 'chromium', 'ffmpeg'], minutes: 14, ...vitest('e2e', 'e2e-alone') },
];
