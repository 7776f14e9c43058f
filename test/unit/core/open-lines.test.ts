import { describe, expect, test } from 'vitest';
import { mappingName } from '../../../native/core/names.ts';
import { openLines } from '../../../native/core/open-lines.ts';

describe.each(['win32', 'posix'] as const)('%s', (platform) => {
  const lines = openLines(mappingName('gate', 'local', platform, 1000), 1_769_472, platform);

  test('there is one for each language', () =>
    expect(lines.map(({ language }) => language)).toEqual(['Rust', 'C', 'C#', 'Python', 'TypeScript']));

  test('peers are told payload + 4, except where the library adds the 4 itself', () => {
    const adds = platform === 'win32' ? ['Rust', 'TypeScript'] : ['TypeScript'];
    for (const { language, code } of lines) expect(code).toContain(adds.includes(language) ? '1769472' : '1769476');
  });
});

test('names end no string of the other language', () => {
  const name = mappingName('a"b\'{c}', 'custom', 'posix', 0);
  for (const { language, code } of openLines(name, 10, 'posix'))
    expect(code, language).toContain(language === 'TypeScript' ? '"a\\"b\'{c}"' : 'a\\"b\'{c}"');
});

test('a Windows name keeps its backslash', () => {
  const lines = openLines(mappingName('cam', 'global', 'win32', 0), 10, 'win32');
  expect(lines.find(({ language }) => language === 'C')?.code).toContain('"Global\\\\cam"');
});
