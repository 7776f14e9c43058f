import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** What one vitest run hands to test/run.mjs. */
export interface Counts {
  passed: number;
  failed: { name: string; reason: string }[];
  skipped: { name: string; reason: string }[];
  /** Passed at last, after a failure: on a busy machine, or a fault that shows only now and then. */
  triedAgain: { name: string; reason: string }[];
}

/** Writes the counts to the file named by SHARED_CAMERA_COUNTS: unlike vitest's JSON reporter with the reason of every skipped test. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const counts: Counts = { passed: 0, failed: [], skipped: [], triedAgain: [] };
    for (const module of modules) {
      const file = module.relativeModuleId;
      // A file that cannot be loaded has no tests, but errors.
      for (const error of module.errors()) counts.failed.push({ name: file, reason: error.message });
      for (const test of module.children.allTests()) {
        const name = `${file} > ${test.fullName}`;
        const result = test.result();
        if (test.diagnostic()?.flaky) counts.triedAgain.push({ name, reason: result.errors?.[0]?.message ?? 'no message' });
        if (result.state === 'passed') counts.passed++;
        else if (result.state === 'failed') counts.failed.push({ name, reason: result.errors[0]?.message ?? 'no message' });
        else counts.skipped.push({ name, reason: (result.state === 'skipped' && result.note) || 'no reason given' });
      }
    }
    for (const error of unhandled) counts.failed.push({ name: 'unhandled error', reason: error.message });
    const path = process.env['SHARED_CAMERA_COUNTS'];
    if (path) writeFileSync(path, JSON.stringify(counts));
  }
}
