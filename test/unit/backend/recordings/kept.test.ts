import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeptRecordings } from '../../../../backend/recordings/kept-recordings.ts';
import { McapSink } from '../../../../native/camera/recording/mcap-sink.ts';
import { layoutBytes, tightLayout } from '../../../../native/core/layout.ts';

const LAYOUT = tightLayout('GRAY8', 8, 4);

let folder: string;
let changes: number;
let kept: KeptRecordings;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-'));
  changes = 0;
  kept = new KeptRecordings(
    () => folder,
    () => changes++,
  );
});
afterEach(async () => {
  await kept.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a killed program leaves. */
async function broken(name: string): Promise<void> {
  const { temporary } = await running('running.mcap');
  copyFileSync(temporary, join(folder, `${name}.part`));
  rmSync(temporary);
}

async function running(name: string): Promise<McapSink> {
  const sink = new McapSink(join(folder, name), { name: 'cam', namespace: 'local', label: '', layout: LAYOUT });
  for (let number = 1; number <= 3; number++)
    await sink.write(
      { frameNumber: number, timeNs: 1_700_000_000_000_000_000n + BigInt(number) * 500_000_000n },
      new Uint8Array(layoutBytes(LAYOUT)),
    );
  return sink;
}

describe('the folder of recordings', () => {
  it('lists recordings and unfinished ones, and nothing else', async () => {
    await broken('half.mcap');
    writeFileSync(join(folder, 'notes.txt'), 'x');
    writeFileSync(join(folder, 'film.mp4'), 'x');
    writeFileSync(join(folder, 'busy.mcap.part'), 'x');
    const list = await kept.list(new Set([join(folder, 'busy.mcap')]));
    expect(list.map(({ file, unfinished }) => [file, unfinished]).sort()).toEqual([
      ['film.mp4', false],
      ['half.mcap.part', true],
    ]);
  });

  it('is empty where there is no folder', async () => {
    rmSync(folder, { recursive: true });
    expect(await kept.list(new Set())).toEqual([]);
  });

  it('recovers an unfinished one, and says what is in it', async () => {
    await broken('half.mcap');
    expect(await kept.recover('half.mcap.part')).toMatchObject({ file: 'half.mcap', frames: 3, seconds: 1, unfinished: false });
    expect(await kept.list(new Set())).toMatchObject([{ file: 'half.mcap', frames: 3, seconds: 1 }]);
    expect(changes).toBe(1);
  });

  it.runIf(process.platform === 'linux')('mends nothing under the hands of who writes it', async () => {
    const sink = await running('now.mcap');
    await expect(kept.recover('now.mcap.part')).rejects.toThrow(`is being written by process ${process.pid}`);
    expect(await sink.finish()).toBe(3);
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
      await expect(kept.recover(file)).rejects.toMatchObject({ code: 'USAGE' });
      expect(existsSync(`${outside}.deleted`)).toBe(false);
    },
  );
});
