import { describe, expect, it } from 'vitest';
import { replayNames } from '../../../../backend/recordings/replay-name.ts';
import { isMappingName } from '../../../../native/core/names.ts';

const first = (file: string, most = 63) => [...replayNames(file, most)][0];

describe('names of replays', () => {
  it('are those of their files, and go on with numbers', () => {
    expect([...replayNames('Yard 2026-01-02 03-04-05.mcap', 63)].slice(0, 3)).toEqual([
      'Yard-2026-01-02-03-04-05-again',
      'Yard-2026-01-02-03-04-05-again-2',
      'Yard-2026-01-02-03-04-05-again-3',
    ]);
    expect(first('left.mp4.part')).toBe('left-again');
  });

  it('are names of mappings, whatever the file is called', () => {
    for (const file of ['Überwachung – Hof.webm', '...mcap', '日本.mp4', 'a/b\\c.mcap', 'x'.repeat(300), '- -.mcap'])
      for (const name of replayNames(file, 40)) {
        expect(isMappingName(name), name).toBe(true);
        expect(name.length).toBeLessThanOrEqual(40);
      }
  });
});
