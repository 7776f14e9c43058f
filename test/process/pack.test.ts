import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UNTIL_INPUT_ENDS } from '../../backend/demo-camera.ts';
import { ROOT } from '../support/paths.ts';
import { testScope } from '../support/scope.ts';
import { until } from '../support/wait.ts';

/** Licences that ask for no more than their text to be passed on. */
const PERMITTED = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'OFL-1.1', 'CC0-1.0'];

/** How a switch stands in the program: a character. */
const OFF = '0'.charCodeAt(0);
const ON = '1'.charCodeAt(0);

const folder = mkdtempSync(join(tmpdir(), 'sharedcam-pack-'));
const unpacked = join(folder, 'linux-unpacked');
const resources = join(unpacked, 'resources');
const archive = join(resources, 'app.asar');
const target = `linux-${process.arch}`;

beforeAll(() => {
  execFileSync(process.execPath, [join(ROOT, 'bin/pack.mjs'), '--stand-in', '--output', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** What a program says on its own Node, outside this project. */
function node(cwd: string, code: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd,
    encoding: 'utf8',
    env: { PATH: '' },
  }).trim();
}

/** Packages that a bundle and the chunks that it imports name. */
function importedPackages(bundle: string, seen = new Set<string>(), packages = new Set<string>()): Set<string> {
  seen.add(bundle);
  for (const [, name = ''] of readFileSync(bundle, 'utf8').matchAll(/^(?:import|export) (?:.* from )?["']([^"']+)["'];?$/gm)) {
    const chunk = join(dirname(bundle), name);
    if (name.startsWith('.') && !seen.has(chunk)) importedPackages(chunk, seen, packages);
    else if (!name.startsWith('.') && !isBuiltin(name)) packages.add(name);
  }
  return packages;
}

describe.runIf(process.platform === 'linux')('npm run pack, around a stand-in for Electron', () => {
  it('packs the bundles and nothing that only builds or tests them', () => {
    const files = listPackage(archive, { isPack: false });
    for (const path of [
      '/package.json',
      '/assets/icon.png',
      '/out/main/electron.js',
      '/out/preload/preload.cjs',
      '/out/renderer/index.html',
    ])
      expect(files).toContain(path);
    const tops = new Set(files.map((path) => path.split('/')[1]));
    expect([...tops].sort()).toEqual(['assets', 'node_modules', 'out', 'package.json']);
    expect(files.filter((path) => path.startsWith('/out/') && path.endsWith('.map'))).toEqual([]);
    expect(files).not.toContain('/out/main/cli.js');
    const modules = new Set(files.filter((path) => path.startsWith('/node_modules/')).map((path) => path.split('/')[2]));
    for (const absent of ['electron', 'vite', 'vitest', 'react', 'typescript', 'commander', 'ws'])
      expect(modules).not.toContain(absent);
  });

  it('finds every module that the main process imports', () => {
    const extracted = join(folder, 'extracted');
    extractAll(archive, extracted);
    const main = join(extracted, 'out/main');
    const packages = [...importedPackages(join(main, 'electron.js'))].filter((name) => name !== 'electron');
    expect(packages).toContain('koffi');
    const loaded = node(main, `for (const name of ${JSON.stringify(packages)}) { await import(name); console.log(name); }`);
    expect(loaded.split('\n')).toEqual(packages);
  });

  it('keeps native code outside the archive, where it loads', () => {
    const koffi = join(resources, 'app.asar.unpacked/node_modules/koffi');
    const library = join(resources, 'framelock', target, 'libframelock.so');
    const [, abi] = /#define FL_ABI (\d+)/.exec(readFileSync(join(ROOT, 'native/framelock/framelock.h'), 'utf8')) ?? [];
    const answer = node(
      dirname(koffi),
      `import koffi from ${JSON.stringify(join(koffi, 'index.js'))};
       console.log(koffi.load(${JSON.stringify(library)}).func('uint32_t fl_abi()')());`,
    );
    expect(answer).toBe(abi);
  });

  it('has the command line as a program of its own, which runs its own script only', () => {
    const program = join(resources, 'cli/sharedcam');
    const run = (...words: string[]) => spawnSync(program, words, { cwd: folder, encoding: 'utf8', env: { HOME: folder } });
    expect(run('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(JSON.parse(run('list', '--json').stdout)).toBeInstanceOf(Array);
    expect(run('--eval', 'console.log("another script")')).toMatchObject({ status: 2, stdout: '' });
    expect(existsSync(join(resources, 'cli/program/out/renderer/index.html'))).toBe(true);
  });

  it('publishes no longer than whoever started it lives, also where that is killed', async () => {
    const scope = testScope();
    const name = scope.name('demo');
    const words = [
      'publish',
      name,
      '--source',
      'pattern:ball',
      '--width',
      '64',
      '--height',
      '48',
      '--format',
      'RGB24',
      UNTIL_INPUT_ENDS,
    ];
    const parent = scope.start(process.execPath, [
      '--eval',
      `require('node:child_process').spawn(${JSON.stringify(join(resources, 'cli/sharedcam'))}, ${JSON.stringify(words)}, { stdio: ['pipe', 'inherit', 'inherit'] });`,
    ]);
    await parent.said('Ctrl-C ends it.');
    expect(scope.objects()).toHaveLength(1);
    parent.signal('SIGKILL');
    await until(() => scope.objects().length === 0, { what: 'the mapping to be removed' });
  });

  it('carries the licences and a bill of materials of all that is in it', () => {
    const bill = JSON.parse(readFileSync(join(resources, 'sbom.cdx.json'), 'utf8')) as {
      components: { name: string; version: string; licenses?: { license: { id: string } }[] }[];
    };
    const licences = readFileSync(join(resources, 'THIRD-PARTY-LICENCES.txt'), 'utf8');
    const names = bill.components.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['electron', 'node', 'koffi', 'zod', 'react', 'zustand']));
    for (const absent of ['vite', 'vitest', 'typescript', 'electron-builder']) expect(names).not.toContain(absent);
    const packed = listPackage(archive, { isPack: false }).flatMap((path) => {
      const [, name] = /^\/node_modules\/((?:@[^/]+\/)?[^/@]+)$/.exec(path) ?? [];
      return name === undefined ? [] : [name];
    });
    expect(names).toEqual(expect.arrayContaining(packed));
    for (const { name, version, licenses } of bill.components) {
      if (name === 'electron' || name === 'node') continue;
      expect(PERMITTED, name).toContain(licenses?.[0]?.license.id);
      expect(licences).toContain(`${name} ${version}\nLicence: `);
    }
  });

  it('closes the switches of the runtime', async () => {
    const wire = await getCurrentFuseWire(join(unpacked, 'shared-camera-viewer'));
    expect(wire[FuseV1Options.RunAsNode]).toBe(OFF);
    expect(wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(OFF);
    expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(OFF);
    expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(ON);
    expect(wire[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(OFF);
  });
});

describe('npm run pack without a runtime', () => {
  it('says what is missing and what to do', () => {
    const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: folder };
    expect(() => execFileSync(process.execPath, [join(ROOT, 'bin/pack.mjs')], { env, encoding: 'utf8', stdio: 'pipe' })).toThrow(
      /runtime is not installed.*install-electron.*--stand-in/,
    );
  });
});
