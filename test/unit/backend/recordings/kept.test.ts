import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeptRecordings } from '../../../../backend/recordings/kept-recordings.ts';
import { brokenRecording, runningRecording } from '../../camera/recording/broken-recording.ts';

let folder: string;
let kept: KeptRecordings;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-'));
  kept = new KeptRecordings(
    () => folder,
    () => undefined,
  );
});
afterEach(async () => {
  await kept.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the folder of recordings', () => {
  it('lists recordings and unfinished ones, and nothing else', async () => {
    writeFileSync(join(folder, 'half.mcap.part'), 'x');
    writeFileSync(join(folder, 'notes.txt'), 'x');
    writeFileSync(join(folder, 'film.mp4'), 'x');
    writeFileSync(join(folder, 'busy.mcap.part'), 'x');
    const list = await kept.list(new Set([join(folder, 'busy.mcap')]));
    expect(list.map(({ file, unfinished }) => [file, unfinished]).sort()).toEqual([
      ['film.mp4', false],
      ['half.mcap.part', true],
    ]);
  });

  it('tells which recording breaks off under its final name, and what a whole one holds', async () => {
    await brokenRecording(join(folder, 'cut.mcap'), 3);
    await (await runningRecording(join(folder, 'whole.mcap'), 4)).finish();
    renameSync(join(folder, 'whole.mcap.part'), join(folder, 'whole.mcap'));
    writeFileSync(join(folder, 'film.mp4'), 'x');
    const list = await kept.list(new Set());
    const told = Object.fromEntries(list.map(({ file, broken, unfinished, frames }) => [file, { broken, unfinished, frames }]));
    expect(told).toEqual({
      'cut.mcap': { broken: true, unfinished: false, frames: null },
      'whole.mcap': { broken: false, unfinished: false, frames: 4 },
      'film.mp4': { broken: false, unfinished: false, frames: null },
    });
  });

  it('is empty where there is no folder', async () => {
    rmSync(folder, { recursive: true });
    expect(await kept.list(new Set())).toEqual([]);
  });

  it('brings nothing back over a recording that has taken its name since, and forgets neither', async () => {
    const path = join(folder, 'a.mp4');
    writeFileSync(path, 'old');
    await kept.delete('a.mp4');
    writeFileSync(path, 'new');
    await expect(kept.restore('a.mp4')).rejects.toMatchObject({ code: 'EXISTS' });
    expect(readFileSync(path, 'utf8')).toBe('new');
    rmSync(path);
    await kept.restore('a.mp4');
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  it('brings back what was deleted, until it is gone for good', async () => {
    writeFileSync(join(folder, 'a.mp4'), 'film');
    await kept.delete('a.mp4');
    expect(await kept.list(new Set())).toEqual([]);
    await kept.restore('a.mp4');
    expect(await kept.list(new Set())).toMatchObject([{ file: 'a.mp4', bytes: 4 }]);
    await kept.delete('a.mp4');
    await kept.close();
    expect(readdirSync(folder)).toEqual([]);
    await expect(kept.restore('a.mp4')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each(['../a.mp4', '/etc/passwd', 'a.txt', '..', '.', 'x/a.mp4', '..\\a.mp4', 'settings.json'])(
    'has nothing to do with %s',
    async (file) => {
      const outside = join(folder, '..', 'a.mp4');
      await expect(kept.delete(file)).rejects.toMatchObject({ code: 'USAGE' });
      expect(existsSync(`${outside}.deleted`)).toBe(false);
    },
  );
});
