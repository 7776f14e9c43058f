import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileError, makeFolder, writeNewFile } from '../../../native/camera/new-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sharedcam-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('makeFolder', () => {
  it('makes those above it, too, and leaves what is there', async () => {
    await makeFolder(join(folder, 'a/b/c'));
    await makeFolder(join(folder, 'a/b'));
    expect(await readdir(join(folder, 'a/b'))).toEqual(['c']);
  });

  it.runIf(process.platform === 'linux')('refuses what no folder can be made below, and does not try for ever', async () => {
    await expect(makeFolder('/proc/none/of/this')).rejects.toMatchObject({ code: 'USAGE' });
  });
});

describe('writeNewFile', () => {
  it('writes a new file and leaves nothing else', async () => {
    await writeNewFile(join(folder, 'a.raw'), Uint8Array.of(1, 2, 3), { force: false });
    expect(await readFile(join(folder, 'a.raw'))).toEqual(Buffer.of(1, 2, 3));
    expect(await readdir(folder)).toEqual(['a.raw']);
  });

  it('refuses a name that is taken and leaves the old file', async () => {
    await writeFile(join(folder, 'a.raw'), 'old');
    await expect(writeNewFile(join(folder, 'a.raw'), 'new', { force: false })).rejects.toMatchObject({ code: 'EXISTS' });
    expect(await readFile(join(folder, 'a.raw'), 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['a.raw']);
  });

  it('lets one of many writers win', async () => {
    const path = join(folder, 'a.raw');
    const results = await Promise.allSettled(['1', '2', '3', '4'].map((text) => writeNewFile(path, text, { force: false })));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['a.raw']);
  });

  it('overwrites when it is told to', async () => {
    await writeFile(join(folder, 'a.raw'), 'old');
    await writeNewFile(join(folder, 'a.raw'), 'new', { force: true });
    expect(await readFile(join(folder, 'a.raw'), 'utf8')).toBe('new');
  });

  it('names a folder that is not there', async () => {
    const path = join(folder, 'nowhere', 'a.raw');
    await expect(writeNewFile(path, '', { force: false })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining(path),
    });
  });
});

describe('fileError', () => {
  const failure = (code: string) => Object.assign(new Error(code), { code, errno: -28, syscall: 'write' });
  it.each([
    ['EEXIST', 'EXISTS'],
    ['EACCES', 'ACCESS_DENIED'],
    ['EROFS', 'ACCESS_DENIED'],
    ['ENOSPC', 'OS_ERROR'],
    ['ENOTDIR', 'USAGE'],
  ])('%s is %s, with the number of the system', (code, ours) =>
    expect(fileError(failure(code), 'x')).toMatchObject({ code: ours, os: { call: 'write', number: 28 } }),
  );

  it('passes on what it does not know', () => {
    const error = failure('EIO');
    expect(fileError(error, 'x')).toBe(error);
  });
});
