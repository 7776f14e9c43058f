import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const countsFolder = resolve(root, '.cache/test');

/**
 * Runs one suite under its deadline, handing its output to `say(text, stream)`, and returns `{ passed, failed: [{name, reason}], skipped: [...], seconds }`.
 * A suite that dies, hangs, counts nothing or contradicts its exit code has failed.
 */
export async function runSuite(suite, deadlineMs, say) {
  mkdirSync(countsFolder, { recursive: true });
  const countsFile = join(countsFolder, `counts-${suite.name}.json`);
  rmSync(countsFile, { force: true });
  const started = performance.now();
  const env = { SHARED_CAMERA_COUNTS: countsFile, SHARED_CAMERA_BUILT: '1' };
  const { output, ended } = await stream(suite.command, deadlineMs, env, say);
  const seconds = (performance.now() - started) / 1000;
  const counts = read(suite, ended, output, countsFile);
  const problem = contradiction(counts, ended);
  if (problem) counts.failed.push({ name: suite.name, reason: problem });
  return { ...counts, seconds };
}

function contradiction(counts, ended) {
  if (ended !== 0 && counts.failed.length === 0) return `it ended with ${ended} though no test had failed`;
  if (counts.passed + counts.failed.length === 0) return 'it ran nothing';
  return undefined;
}

function read(suite, ended, output, countsFile) {
  if (suite.counts === 'exit code') {
    const failed = ended === 0 ? [] : [{ name: suite.name, reason: `ended with ${ended}` }];
    return { passed: ended === 0 ? 1 : 0, failed, skipped: [] };
  }
  return suite.counts === 'reporter' ? readReporter(countsFile) : readLastLine(suite, output);
}

function readReporter(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { passed: 0, failed: [], skipped: [] };
  }
}

function readLastLine(suite, output) {
  const lines = output.trimEnd().split('\n');
  const match = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/u.exec((lines.at(-1) ?? '').trim());
  if (!match) return { passed: 0, failed: [], skipped: [] };
  const skipped = lines.flatMap((line) => {
    const found = /^SKIPPED (.+?): (.+)$/u.exec(line.trim());
    return found ? [{ name: `${suite.name} > ${found[1]}`, reason: found[2] }] : [];
  });
  while (skipped.length < Number(match[3] ?? 0)) skipped.push({ name: suite.name, reason: 'no reason given' });
  const failed = Array.from({ length: Number(match[2]) }, () => ({ name: suite.name, reason: 'see its output above' }));
  return { passed: Number(match[1]), failed, skipped };
}

/** The running suite leads a process group of its own, so that its deadline or Ctrl-C ends everything that it started. */
function stream([command, ...args], deadlineMs, env, say) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: { ...process.env, ...env },
    });
    let output = '';
    let late = false;
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])
      from.setEncoding('utf8').on('data', (text) => {
        if (to === process.stdout) output = (output + text).slice(-200_000);
        say(text, to);
      });
    const end = () => {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // The group is gone already.
      }
    };
    const timer = setTimeout(() => {
      late = true;
      end();
    }, deadlineMs);
    const interrupted = () => {
      end();
      // After the others that run beside it have heard of it, too.
      setImmediate(() => process.exit(130));
    };
    process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
    const finish = (ended) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      end();
      done({ output, ended: late ? `its deadline of ${Math.round(deadlineMs / 1000)} s` : ended });
    };
    child.once('error', (error) => finish(error.message));
    // `exit`, not `close`: a stray grandchild that keeps the pipe open must not hold up the run.
    child.once('exit', (code, signal) => setTimeout(() => finish(code ?? signal), 100));
  });
}
