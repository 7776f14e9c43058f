import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SharedCameraError } from '../../../native/core/errors.ts';
import { isMappingName, MAX_NAME_BYTES, mappingName, NAMESPACES, parseOsName } from '../../../native/core/names.ts';

const UID = 1000;

function refusal(
  name: string,
  namespace: 'local' | 'global' | 'custom' = 'local',
  platform: 'win32' | 'posix' = 'posix',
): string {
  try {
    mappingName(name, namespace, platform, UID);
  } catch (error) {
    if (error instanceof SharedCameraError && error.code === 'NAME_INVALID') return error.message;
    throw error;
  }
  return 'accepted';
}

describe('mapping names', () => {
  it('builds what each operating system sees', () => {
    const osName = (namespace: 'local' | 'global' | 'custom', platform: 'win32' | 'posix') =>
      mappingName('cam', namespace, platform, UID).osName;
    expect(osName('local', 'win32')).toBe('Local\\cam');
    expect(osName('global', 'win32')).toBe('Global\\cam');
    expect(osName('custom', 'win32')).toBe('cam');
    expect(osName('local', 'posix')).toBe('/shmcam.local.1000.cam');
    expect(osName('global', 'posix')).toBe('/shmcam.global.cam');
    expect(osName('custom', 'posix')).toBe('/cam');
  });

  it.each([
    ['', 'empty'],
    ['x'.repeat(64), '64 characters'],
    ['x'.repeat(10_000), '10 000 characters'],
    ['Kamera ä', 'printable ASCII'],
    ['カメラ', 'printable ASCII'],
    ['a\u0000b', 'printable ASCII'],
    ['a\u001b[2Jb', 'printable ASCII'],
    ['local\\cam', '"\\"'],
    ['Global\\cam', '"\\"'],
    ['\\\\.\\pipe\\x', '"\\"'],
    ['a/b', '"/"'],
    ['../etc/passwd', '"/"'],
    ['..', 'directory'],
    ['.', 'directory'],
    [' cam', 'space'],
    ['cam ', 'space'],
  ])('refuses %j and names the rule', (name, rule) => {
    for (const namespace of NAMESPACES)
      for (const platform of ['win32', 'posix'] as const) expect(refusal(name, namespace, platform)).toContain(rule);
    expect(isMappingName(name)).toBe(false);
  });

  it('counts the prefix: 63 bytes in all, with both numbers in the message, and shortens nothing', () => {
    const longest = 'x'.repeat(MAX_NAME_BYTES - 'Local\\'.length);
    expect(mappingName(longest, 'local', 'win32', UID).osName).toHaveLength(MAX_NAME_BYTES);
    expect(refusal(`${longest}x`, 'local', 'win32')).toMatch(/64 bytes, 63 are the limit/);
    expect(mappingName('x'.repeat(MAX_NAME_BYTES), 'custom', 'win32', UID).osName).toHaveLength(MAX_NAME_BYTES);
    expect(refusal('x'.repeat(MAX_NAME_BYTES), 'custom', 'posix')).toMatch(/64 bytes/);
  });

  it('never lets control characters of a name into its message', () => {
    expect(refusal('a\u001b[2Jb')).not.toMatch(/\p{Cc}/u);
  });

  it('takes a system name apart again', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 30 }).filter(isMappingName),
        fc.constantFrom(...NAMESPACES),
        fc.constantFrom('win32' as const, 'posix' as const),
        (name, namespace, platform) => {
          const built = mappingName(name, namespace, platform, UID);
          expect(parseOsName(built.osName, platform, UID)).toEqual(built);
        },
      ),
    );
  });

  it('knows names that are not ours', () => {
    expect(parseOsName('/shmcam.local.1001.cam', 'posix', UID)).toBeUndefined();
    expect(parseOsName('/shmcam.other', 'posix', UID)).toBeUndefined();
    expect(parseOsName('local\\cam', 'win32', UID)).toBeUndefined();
    expect(parseOsName('/a/b', 'posix', UID)).toBeUndefined();
    expect(parseOsName('', 'win32', UID)).toBeUndefined();
  });

  it('never throws for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parseOsName(text, 'posix', UID);
        parseOsName(text, 'win32', UID);
        expect(isMappingName(text)).toBe(refusal(text, 'custom', 'win32') === 'accepted');
      }),
    );
  });
});
