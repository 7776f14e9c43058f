import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadFramelockLibrary } from '../../../native/os/framelock-library.ts';

function withLibrary(path: string): () => unknown {
  const before = process.env['SHAREDCAM_FRAMELOCK'];
  process.env['SHAREDCAM_FRAMELOCK'] = path;
  onTestFinished(() => {
    if (before === undefined) delete process.env['SHAREDCAM_FRAMELOCK'];
    else process.env['SHAREDCAM_FRAMELOCK'] = before;
  });
  return loadFramelockLibrary;
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'framelock-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

function compiled(source: string): string {
  const path = join(folder(), 'libframelock.so');
  execFileSync('cc', ['-shared', '-fPIC', '-x', 'c', '-o', path, '-'], { input: source });
  return path;
}

const refusal = (message: RegExp) => expect.objectContaining({ code: 'NATIVE_LIBRARY', message: expect.stringMatching(message) });

describe('the compiled library', () => {
  it('that is missing is refused with the place', () => {
    expect(withLibrary('/nonexistent/libframelock.so')).toThrow(refusal(/\/nonexistent\/libframelock\.so/u));
  });

  it('is the one of the packed program, whatever its surroundings name', () => {
    const packed = (defaultApp: boolean | undefined) =>
      Object.assign(process, { resourcesPath: '/opt/viewer/resources', defaultApp });
    onTestFinished(() => {
      for (const key of ['resourcesPath', 'defaultApp']) Reflect.deleteProperty(process, key);
    });
    const load = withLibrary(compiled('int other(void) { return 1; }'));
    packed(true);
    expect(load).toThrow(refusal(/is no framelock/u));
    packed(undefined);
    expect(load).not.toThrow(refusal(/is no framelock/u));
  });

  it('that is no library is refused', () => {
    const path = join(folder(), 'libframelock.so');
    writeFileSync(path, 'not a library');
    expect(withLibrary(path)).toThrow(refusal(/does not load/u));
  });

  it('that is another library is refused', () => {
    expect(withLibrary(compiled('int other(void) { return 1; }'))).toThrow(refusal(/is no framelock/u));
  });

  it('of another interface is refused with both numbers', () => {
    const source = 'unsigned fl_abi(void) { return 99; } unsigned fl_sizeof(unsigned s) { return s; }';
    expect(withLibrary(compiled(source))).toThrow(refusal(/has interface 99, this program needs 2/u));
  });

  it('whose structures have another size is refused with both numbers', () => {
    const source = 'unsigned fl_abi(void) { return 2; } unsigned fl_sizeof(unsigned s) { return s ? 8 : 32; }';
    expect(withLibrary(compiled(source))).toThrow(refusal(/structure 1 has 8 bytes, this program needs 56/u));
  });
});
