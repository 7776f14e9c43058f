#!/usr/bin/env node
// node test/run.mjs quick        what needs nothing but Node and a C compiler (npm test)
// node test/run.mjs all          everything; installs missing system packages first where it may (npm run test:all)
// node test/run.mjs e2e wine …   these suites
import { ensureBuilt } from './setup/build.mjs';
import { debianNames, installPackages, missingPackages } from './setup/packages.mjs';
import { runSuite } from './setup/suite-run.mjs';
import { SUITES } from './setup/suites.mjs';

/** A watchdog over all suites together (they take about half of it on two cores); what is left of it also bounds each suite. */
const TOTAL_MINUTES = 45;

const started = performance.now();
const secondsSince = (from) => Math.round((performance.now() - from) / 1000);
const wanted = process.argv.slice(2);
const suites = SUITES.filter(
  ({ name, quick }) => wanted.includes('all') || wanted.includes(name) || (quick && wanted.includes('quick')),
);
const unknown = wanted.filter((word) => !['all', 'quick', ...SUITES.map(({ name }) => name)].includes(word));
if (suites.length === 0 || unknown.length > 0) {
  console.error(`usage: node test/run.mjs quick | all | ${SUITES.map(({ name }) => name).join(' | ')}`);
  process.exit(2);
}

const needs = [...new Set(suites.flatMap((suite) => suite.needs))];
const { missing, reason } = wanted.includes('all') ? installPackages(needs) : { missing: missingPackages(needs), reason: '' };
const without = (suite) => suite.needs.filter((key) => missing.includes(key));
if (missing.length > 0) {
  const skipping = suites.filter((suite) => without(suite).length > 0).map(({ name }) => name);
  console.log(`\n!!! MISSING: ${debianNames(missing).join(', ')}. ${reason}\n!!! NOT RUN THEREFORE: ${skipping.join(', ')}\n`);
}

const results = [];
try {
  if (!missing.includes('cc')) ensureBuilt();
} catch (error) {
  results.push({
    name: 'build',
    passed: 0,
    failed: [{ name: 'build', reason: error.message }],
    skipped: [],
    seconds: secondsSince(started),
  });
}
for (const group of groupsOf(suites)) {
  const alone = group.length === 1;
  if (alone) console.log(heading(group[0]));
  results.push(...(await Promise.all(group.map((suite) => run(suite, alone)))));
}
report();

/** Suites that start at the same time; the next ones start when all of them have ended. */
function groupsOf(all) {
  const groups = [];
  for (const suite of all) {
    const last = groups.at(-1);
    if (suite.beside !== undefined && last?.[0].name === suite.beside) last.push(suite);
    else groups.push([suite]);
  }
  return groups;
}

function heading({ name }) {
  return `\n=== ${name} ${'='.repeat(Math.max(3, 100 - name.length))}`;
}

/** What suites say that run side by side is shown suite by suite, as each ends. */
async function run(suite, alone) {
  const said = [heading(suite)];
  const result = await resultOf(suite, alone ? (text, to) => to.write(text) : (text) => said.push(text));
  if (!alone) console.log(`${said[0]}\n${said.slice(1).join('').trimEnd()}`);
  return { name: suite.name, ...result };
}

async function resultOf(suite, say) {
  const nothing = { passed: 0, failed: [], skipped: [], seconds: 0 };
  const lacks = without(suite);
  const left = TOTAL_MINUTES * 60_000 - (performance.now() - started);
  const because = (text) => [{ name: `${suite.name} (all of it)`, reason: text }];
  if (lacks.length > 0) {
    const why = because(`needs ${debianNames(lacks).join(', ')}`);
    // Where a machine decides alone, a suite that could not run must not look like success.
    return process.env.CI ? { ...nothing, failed: why } : { ...nothing, skipped: why };
  }
  if (suite.present === false) return { ...nothing, failed: because('its program is not there') };
  if (left < 1000) return { ...nothing, failed: because(`no time left: all suites together have ${TOTAL_MINUTES} minutes`) };
  return runSuite(suite, Math.min(suite.minutes * 60_000, left), say);
}

function report() {
  const sum = (pick) => results.reduce((total, result) => total + pick(result), 0);
  console.log('\n=== summary');
  for (const { name, passed, failed, skipped, seconds } of results) {
    const counts = `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`;
    console.log(`${name.padEnd(12)} ${counts.padEnd(44)} ${Math.round(seconds)} s`);
  }
  for (const { name, reason: why } of results.flatMap((result) => result.skipped)) console.log(`SKIPPED ${name}: ${why}`);
  for (const { name, reason: why } of results.flatMap((result) => result.triedAgain ?? []))
    console.log(`TRIED AGAIN ${name}: ${why.split('\n')[0]}`);
  for (const { name, reason: why } of results.flatMap((result) => result.failed))
    console.log(`FAILED ${name}: ${why.split('\n')[0]}`);
  console.log(`in ${secondsSince(started)} s`);
  const failed = sum((result) => result.failed.length);
  console.log(`${sum((result) => result.passed)} passed, ${failed} failed, ${sum((result) => result.skipped.length)} skipped`);
  process.exitCode = failed > 0 ? 1 : 0;
}
