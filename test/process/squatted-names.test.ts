import { execFileSync } from 'node:child_process';
import { chownSync, lstatSync, mkdirSync, readFileSync, rmdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { getuid } from 'node:process';
import { describe, expect, test } from 'vitest';
import { jsonValue } from '../support/json-lines.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { objectPath } from '../support/shm.ts';
import { Viewer } from './reader-viewer.ts';

const NOBODY = 65_534;
const BYTES = 64 * 48 * 3;
const PICTURE = ['--width', 64, '--height', 48, '--format', 'RGB24'];

interface Squatter {
  readonly title: string;
  readonly needsRoot?: true;
  readonly code: string;
  readonly words: RegExp;
  readonly put: (scope: Scope, path: string) => void;
}

/** What may lie under a name before its producer comes. */
const SQUATTERS: readonly Squatter[] = [
  {
    title: "another user's object",
    needsRoot: true,
    code: 'UNSAFE_OWNER',
    words: /belongs to user 65534/u,
    put: (_scope, path) => {
      writeFileSync(path, new Uint8Array(BYTES + 4), { mode: 0o600 });
      chownSync(path, NOBODY, NOBODY);
    },
  },
  {
    title: 'a symbolic link to a file of ours',
    code: 'WRONG_TYPE',
    words: /symbolic link/u,
    put: (scope, path) => {
      writeFileSync(scope.path('target'), new Uint8Array(BYTES + 4).fill(9));
      symlinkSync(scope.path('target'), path);
    },
  },
  {
    title: 'a folder',
    code: 'WRONG_TYPE',
    words: /directory/u,
    put: (scope, path) => {
      mkdirSync(path);
      scope.onClose(() => rmdirSync(path));
    },
  },
  { title: 'a pipe', code: 'WRONG_TYPE', words: /pipe/u, put: (_scope, path) => void execFileSync('mkfifo', [path]) },
];

describe.each(SQUATTERS)('24: a name under which lies $title', ({ needsRoot, code, words, put }) => {
  test.skipIf(needsRoot && getuid?.() !== 0)('is refused by everybody, and left as it is', async () => {
    const scope = testScope();
    const name = scope.name('squatted');
    const path = objectPath(name);
    put(scope, path);
    const before = lstatSync(path);

    for (const args of [
      ['info', name],
      ['watch', name, '--timeout', 200],
      ['dump', name, scope.path('x.raw'), ...PICTURE],
      ['publish', name, '--existing', '-s', 'pattern:ball', ...PICTURE],
    ]) {
      const cli = await scope.runCli([...args, '--json']);
      expect([args[0], cli.code]).toEqual([args[0], 4]);
      expect(jsonValue(cli.stderr)).toMatchObject({ code, message: expect.stringMatching(words) });
    }
    // A mapping is taken; anything else can never become one.
    for (const args of [
      ['create', name, '--payload', 100],
      ['create', name, '--payload', 100, '--replace'],
      ['publish', name, '-s', 'pattern:ball', ...PICTURE],
    ])
      expect([args[0], (await scope.runCli(args)).code]).toEqual([args[0], code === 'WRONG_TYPE' ? 4 : 5]);

    const viewer = new Viewer(scope);
    await viewer.session.request('cameras.add', { name, namespace: 'local' });
    const camera = await viewer.state(name, 'refused');
    expect(camera.error).toMatchObject({ code, message: expect.stringMatching(words) });

    const after = lstatSync(path);
    expect([after.ino, after.size, after.mode, after.mtimeMs]).toEqual([before.ino, before.size, before.mode, before.mtimeMs]);
    if (after.isSymbolicLink()) expect(readFileSync(path).every((byte) => byte === 9)).toBe(true);
  });
});
