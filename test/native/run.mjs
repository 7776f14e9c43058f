#!/usr/bin/env node
// The C part under the sanitizers, and its lock protocol under the model checker. Each sees a few deliberately broken versions too:
// a check that cannot fail proves nothing.
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const here = import.meta.dirname;
const root = resolve(here, '../..');
const framelock = join(root, 'native/framelock');
const cache = resolve(root, '.cache/test');
mkdirSync(cache, { recursive: true });
const scratch = mkdtempSync(join(cache, 'native-'));
const STRESS_SECONDS = 2;

const SCENARIOS = ['PEACE', 'DEATH', 'FORCE', 'LOOK'];
const MODEL_MUTANTS = [
  ['BLIND_TAKE', 'PEACE'],
  ['BLIND_GIVE', 'PEACE'],
  ['STEAL', 'PEACE'],
  ['NO_BLANK', 'DEATH'],
  ['BLIND_GIVE', 'FORCE'],
  ['NO_RECHECK', 'LOOK'],
];
/** Source edits that ThreadSanitizer or the stamped frames must find out. */
const CODE_MUTANTS = [
  ['unlocking without release order', 'lock.c', 'memory_order_release', 'memory_order_relaxed'],
  ['locking without acquire order', 'lock.c', '*seen + 1, memory_order_acquire', '*seen + 1, memory_order_relaxed'],
  ['readers let in beside a writer', 'lock.c', 'return seen == WRITER ? FL_TIMEOUT : FL_CORRUPT;', 'return FL_OK;'],
];

let passed = 0;
let failed = 0;

function verdict(name, good, why = '') {
  if (good) passed++;
  else failed++;
  console.log(good ? `ok ${name}` : `FAILED ${name}: ${why}`);
}

/** Runs a program to its end; a program that cannot be started or hangs is a failure like any other. */
async function run(command, args, { cwd = scratch, seconds = 120 } = {}) {
  try {
    const { stdout, stderr } = await promisify(execFile)(command, args, { cwd, timeout: seconds * 1000, maxBuffer: 1 << 26 });
    return { good: true, output: stdout + stderr };
  } catch (error) {
    return {
      good: false,
      output: `${error.stdout ?? ''}${error.stderr ?? ''}${error.stdout === undefined ? error.message : ''}`,
    };
  }
}

/** Whether a program says something that matches `sign`. It is ended as soon as it did: a broken lock may never let it end by itself. */
function saysSoon(program, args, sign, seconds) {
  return new Promise((answer) => {
    const child = spawn(program, args, { cwd: scratch, timeout: seconds * 1000, killSignal: 'SIGKILL' });
    let said = '';
    const listen = (part) => {
      said += part;
      if (sign.test(said)) child.kill('SIGKILL');
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', () => answer(false));
    child.on('close', () => answer(sign.test(said)));
  });
}

async function buildStress(name, sanitizer, sources) {
  const program = join(scratch, name);
  const flags = [
    '-std=c11',
    '-g',
    '-O2',
    '-Wall',
    '-Wextra',
    `-fsanitize=${sanitizer}`,
    '-fno-sanitize-recover=all',
    `-I${framelock}`,
  ];
  const built = await run(process.env.CC ?? 'cc', [...flags, '-o', program, join(here, 'stress.c'), ...sources, '-pthread']);
  return { program, ...built };
}

const sourcePaths = readdirSync(framelock)
  .filter((file) => file.endsWith('.c'))
  .map((file) => join(framelock, file));

async function stress(title, sanitizer) {
  const { program, good, output } = await buildStress(`stress-${sanitizer}`, sanitizer, sourcePaths);
  if (!good) return verdict(`${title}: builds`, false, output);
  const ended = await run(program, [String(STRESS_SECONDS)]);
  for (const [, name] of ended.output.matchAll(/^ok (.+)$/gmu)) verdict(`${title}: ${name}`, true);
  for (const [, name, why] of ended.output.matchAll(/^FAILED (.+?): (.+)$/gmu)) verdict(`${title}: ${name}`, false, why);
  verdict(`${title}: no report`, ended.good, ended.output.slice(0, 4000));
}

/** A fault shows only when threads meet, which they seldom do on a machine that is busy with other things: longer and longer. */
const MUTANT_SECONDS = [1, 2, 4, 8, 16];

async function stressMutant([title, file, from, to]) {
  const source = readFileSync(join(framelock, file), 'utf8');
  const broken = source.replaceAll(from, to);
  const name = `found out: ${title}`;
  if (broken === source) return verdict(name, false, `${file} no longer contains "${from}"`);
  const path = join(scratch, `broken-${file}`);
  writeFileSync(path, broken);
  const others = sourcePaths.filter((other) => !other.endsWith(`/${file}`));
  const { program, good, output } = await buildStress('stress-broken', 'thread', [path, ...others]);
  if (!good) return verdict(name, false, output);
  for (const seconds of MUTANT_SECONDS) {
    if (await saysSoon(program, [String(seconds)], /ThreadSanitizer: data race|^FAILED /mu, 60)) return verdict(name, true);
  }
  verdict(name, false, 'the sanitizer and the stamped frames saw nothing wrong');
}

/** Verifies one variant of the model and answers with the number of errors, or with what went wrong. */
async function check(...defines) {
  const own = { cwd: mkdtempSync(join(scratch, 'model-')) };
  const generated = await run('spin', [...defines.map((define) => `-D${define}`), '-a', join(here, 'lock.pml')], own);
  if (!generated.good || /error/iu.test(generated.output)) return { output: generated.output };
  const flags = ['-O2', '-w', '-DSAFETY', '-DCOLLAPSE', '-DNOFAIR'];
  const built = await run(process.env.CC ?? 'cc', [...flags, '-o', 'pan', 'pan.c'], own);
  if (!built.good) return { output: built.output };
  const { output } = await run(join(own.cwd, 'pan'), ['-m100000'], own);
  const errors = /errors: (\d+)/u.exec(output)?.[1];
  // A search that was cut short has proved nothing.
  const whole = !/Search not completed|max search depth too small/iu.test(output);
  return {
    errors: errors === undefined ? undefined : Number(errors),
    whole,
    states: /(\d+) states, stored/u.exec(output)?.[1],
    output,
  };
}

async function model(scenario) {
  const { errors, whole, states, output } = await check(scenario);
  verdict(`model ${scenario}: errors: 0 in ${states} states`, errors === 0 && whole, output);
}

async function modelMutant([mutant, scenario]) {
  const { errors, output } = await check(scenario, mutant);
  verdict(`model ${scenario} finds out ${mutant}`, errors > 0, output);
}

/** Nothing here looks at the time, so that every core may search. */
async function models() {
  const waiting = [
    ...SCENARIOS.map((scenario) => () => model(scenario)),
    ...MODEL_MUTANTS.map((mutant) => () => modelMutant(mutant)),
  ];
  const search = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await next();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, search));
}

try {
  await stress('address', 'address,undefined');
  await stress('thread', 'thread');
  for (const mutant of CODE_MUTANTS) await stressMutant(mutant);
  await models();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
