#!/usr/bin/env node
// `npm run papers`: what the product is made of, for those who must know: the licences of everything in it, and a bill of materials
// (CycloneDX). The packed program carries both.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { shippedPackages } from './shipped-packages.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const HELP = `npm run papers -- [--output DIR]

Writes THIRD-PARTY-LICENCES.txt and sbom.cdx.json (CycloneDX) to DIR (default: dist).
`;
const LICENCE_FILE = /^(licen[cs]e|copying|notice|ofl)/iu;
const RULE = '-'.repeat(80);

if (process.argv[1] === fileURLToPath(import.meta.url)) main();

function main() {
  const { values } = parseArgs({ options: { output: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const folder = resolve(values.output ?? join(ROOT, 'dist'));
  writePapers(folder);
  console.log(`Written to ${relative(process.cwd(), folder) || folder}.`);
}

export function writePapers(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'THIRD-PARTY-LICENCES.txt'), licences());
  writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(billOfMaterials(), undefined, 2)}\n`);
}

function licences() {
  const parts = shippedPackages(ROOT).map(({ path, name, version, license }) => {
    const texts = readdirSync(join(ROOT, path))
      .filter((file) => LICENCE_FILE.test(file))
      .map((file) => readFileSync(join(ROOT, path, file), 'utf8').trim());
    const terms = texts.length > 0 ? texts : [`(The package carries no text; ${license} is what it says of itself.)`];
    return [`${name} ${version}`, `Licence: ${license}`, ...terms.flatMap((text) => ['', text])].join('\n');
  });
  const head =
    'Shared Camera Viewer contains the packages below. Electron and Chromium bring their own files, LICENSE and\n' +
    "LICENSES.chromium.html; the command line's executable is Node (nodejs.org, its licence: github.com/nodejs/node/blob/main/LICENSE).";
  return `${[head, ...parts].join(`\n\n${RULE}\n`)}\n`;
}

/** npm's own list, without what only builds or tests, and with what npm does not know of. */
function billOfMaterials() {
  const shipped = new Set(shippedPackages(ROOT).map(({ name, version }) => `${name}@${version}`));
  const { name, version, productName } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const electron = JSON.parse(readFileSync(join(ROOT, 'node_modules/electron/package.json'), 'utf8')).version;
  const bill = JSON.parse(
    execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
      shell: process.platform === 'win32',
    }),
  );
  const own = `${name}@${version}`;
  const runtime = (runtimeName, runtimeVersion) => ({
    'bom-ref': `${runtimeName}@${runtimeVersion}`,
    type: 'framework',
    name: runtimeName,
    version: runtimeVersion,
    purl: `pkg:generic/${runtimeName}@${runtimeVersion}`,
  });
  const runtimes = [runtime('electron', electron), runtime('node', process.versions.node)];
  const kept = new Set([own, ...shipped, ...runtimes.map((each) => each['bom-ref'])]);
  return {
    ...bill,
    metadata: { ...bill.metadata, component: { ...bill.metadata.component, type: 'application', name: productName } },
    components: [
      ...runtimes,
      ...bill.components.filter((component) => shipped.has(component['bom-ref'])).map((each) => ({ ...each, scope: 'required' })),
    ],
    dependencies: bill.dependencies
      .filter(({ ref }) => kept.has(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((needed) => kept.has(needed)) })),
  };
}
