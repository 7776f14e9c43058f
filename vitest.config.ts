import { readlinkSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { ownShmArguments } from './test/setup/own-shm.ts';

/**
 * The rings with processes, kills, windows and real time depend on what else the machine does. In CI such a test is tried once more, and
 * the summary names it; a real fault fails each time. By hand the first failure counts.
 */
const retry = process.env['CI'] ? 1 : 0;

// In a container nobody is provably alone, unless its starter says that its /dev/shm is its own. The mappings of the tests are.
const INITIAL_PID_NAMESPACE = 'pid:[4026531836]';
if (process.platform === 'linux' && readlinkSync('/proc/self/ns/pid') !== INITIAL_PID_NAMESPACE)
  process.env['SHAREDCAM_OWN_SHM'] = '1';

/** By itself vitest leaves one core to whoever watches, which is half of a machine with two. */
const CORES = availableParallelism();
const execArgv = [...ownShmArguments()];

/** What they measure would be disturbed by others, or disturbs them. The rest of their ring mostly waits, so some files run at a time. */
const PROCESS_ALONE = files('process', 'promise-15-torn-frames', 'promise-16-polite-readers', 'many-mappings');
const E2E_ALONE = files('e2e', 'resilience', 'streams', 'mappings-many');

function files(ring: string, ...names: readonly string[]): string[] {
  return names.map((name) => `test/${ring}/${name}.test.ts`);
}

/** A page shows every camera there is: two files at a time only where each has cameras of its own. */
const PAGES_AT_A_TIME = execArgv.length > 0 ? 2 : 1;

const PAGES = {
  globalSetup: 'test/setup/built.ts',
  execArgv,
  maxWorkers: PAGES_AT_A_TIME,
  retry,
  // A page and the programs behind it need longer than the second that is waited otherwise, where other programs have the cores.
  expect: { poll: { timeout: 15_000 } },
  testTimeout: 120_000,
  hookTimeout: 120_000,
};

/** One project per test ring; `test/run.mjs` runs them quick ones first and sums their counts. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/unit/**/*.test.tsx'],
          maxWorkers: CORES,
          testTimeout: 30_000,
        },
      },
      { test: { name: 'fuzz', include: ['test/fuzz/**/*.test.ts'], maxWorkers: CORES } },
      {
        test: {
          name: 'conformance',
          include: ['test/conformance/**/*.test.ts'],
          execArgv,
          fileParallelism: false,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'process',
          globalSetup: 'test/setup/built.ts',
          include: ['test/process/**/*.test.ts'],
          exclude: ['test/process/pack.test.ts', ...PROCESS_ALONE],
          execArgv,
          maxWorkers: 3,
          retry,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'process-alone',
          globalSetup: 'test/setup/built.ts',
          include: PROCESS_ALONE,
          execArgv,
          fileParallelism: false,
          retry,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: 'pack', globalSetup: 'test/setup/built.ts', include: ['test/process/pack.test.ts'], testTimeout: 60_000 } },
      {
        test: { name: 'e2e', ...PAGES, include: ['test/e2e/**/*.test.ts'], exclude: ['test/e2e/desktop*.test.ts', ...E2E_ALONE] },
      },
      { test: { name: 'e2e-alone', ...PAGES, maxWorkers: 1, include: E2E_ALONE } },
      {
        test: {
          name: 'desktop',
          ...PAGES,
          include: ['test/electron-double/**/*.test.ts', 'test/e2e/desktop*.test.ts'],
        },
      },
    ],
  },
});
