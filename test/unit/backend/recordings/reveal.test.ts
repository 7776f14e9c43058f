import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { DEFAULT_KEEPING } from '../../../../backend/recordings/keeping.ts';
import { reveal } from '../../../../backend/recordings/reveal.ts';

const home = mkdtempSync(join(tmpdir(), 'sharedcam-reveal-'));
afterAll(() => rmSync(home, { recursive: true }));
const [recordingFolder, snapshotFolder] = [join(home, 'recordings'), join(home, 'pictures')];
const keeping = { ...DEFAULT_KEEPING, recordingFolder, snapshotFolder };
for (const folder of [recordingFolder, snapshotFolder]) mkdirSync(folder);
writeFileSync(join(recordingFolder, 'a.mcap'), '');
writeFileSync(join(home, 'secret'), '');

it('shows files of the two folders, and the folders', async () => {
  const show = vi.fn();
  for (const path of [join(recordingFolder, 'a.mcap'), snapshotFolder]) {
    await reveal(path, keeping, show);
    expect(show).toHaveBeenLastCalledWith(path);
  }
});

it.each([join(home, 'secret'), `${recordingFolder}/../secret`, home, 'a.mcap', join(recordingFolder, 'deeper', 'a.mcap')])(
  'shows nothing else: %s',
  async (path) => {
    const show = vi.fn();
    await expect(reveal(path, keeping, show)).rejects.toMatchObject({ code: 'USAGE' });
    expect(show).not.toHaveBeenCalled();
  },
);

it('says when a file has gone, and when the shell cannot show files', async () => {
  await expect(reveal(join(recordingFolder, 'b.mcap'), keeping, vi.fn())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(reveal(recordingFolder, keeping, undefined)).rejects.toMatchObject({ code: 'UNSUPPORTED' });
});
