import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { decode } from 'fast-png';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandArgument } from '../../../../backend/contract.ts';
import { DEFAULT_KEEPING } from '../../../../backend/recordings/keeping.ts';
import { takeSnapshot } from '../../../../backend/recordings/snapshots-service.ts';
import { tightLayout } from '../../../../native/core/layout.ts';

let snapshotFolder: string;
beforeEach(() => {
  snapshotFolder = mkdtempSync(join(tmpdir(), 'pictures-'));
});
afterEach(() => rmSync(snapshotFolder, { recursive: true, force: true }));

type Wish = CommandArgument<'snapshots.take'>;
type Frozen = NonNullable<Wish['frozen']>;

const AT = Date.UTC(2026, 0, 31, 12);
const GRAY16: Frozen = {
  layout: tightLayout('GRAY16', 2, 1),
  frameNumber: 7,
  publishedAtMs: AT,
  source: { width: 4, height: 2 },
  crop: { x: 0, y: 0, width: 4, height: 2 },
};
const PIXELS = new Uint8Array(Uint16Array.from([1000, 60_000]).buffer);

/** The camera is gone: whoever asks it for a frame fails. */
const take = (kind: Wish['kind'], frozen: Frozen = GRAY16, pixels = PIXELS) =>
  takeSnapshot(
    {
      acquire: () => {
        throw new Error('asked for a live frame');
      },
      nameOf: () => ({ name: 'cam' }),
      keeping: () => ({ ...DEFAULT_KEEPING, snapshotFolder, template: '{name} {frame} {ms}' }),
    },
    { camera: 'local:cam', kind, frozen },
    pixels,
  );

describe('a frozen picture', () => {
  it('is kept with all of its bits and its own number and time, though the camera has gone on or is gone', async () => {
    const { path, kind } = await take('png', { ...GRAY16, publishedAtMs: AT + 123 });
    expect(kind).toBe('16-bit PNG');
    expect(basename(path)).toBe('cam 7 123.png');
    const { data, depth, text } = decode(readFileSync(path));
    expect([depth, ...data]).toEqual([16, 1000, 60_000]);
    expect(text).toMatchObject({ Title: 'cam', Description: 'frame 7', 'Creation Time': 'Sat, 31 Jan 2026 12:00:00 GMT' });
  });

  it('is kept byte for byte, and beside it stands what of the whole picture it is', async () => {
    const { path } = await take('raw');
    expect([...readFileSync(path)]).toEqual([...PIXELS]);
    expect(JSON.parse(readFileSync(`${path}.json`, 'utf8'))).toMatchObject({
      ...{ name: 'cam', width: 2, height: 1, format: 'GRAY16', strideBytes: 4, bytes: 4, frameNumber: 7 },
      ...{ publishedAt: '2026-01-31T12:00:00.000Z', source: GRAY16.source, crop: GRAY16.crop },
    });
  });

  it('is kept under the time of now where its own is none', async () => {
    const { path } = await take('raw', { ...GRAY16, publishedAtMs: 1e300 });
    const { publishedAt } = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as { publishedAt: string };
    expect(Date.now() - Date.parse(publishedAt)).toBeLessThan(60_000);
  });

  it('is refused where its pixels are too few for what is said of them, or its part lies outside of it', async () => {
    await expect(take('png', GRAY16, PIXELS.subarray(1))).rejects.toMatchObject({ code: 'SIZE_MISMATCH' });
    const outside = { ...GRAY16, crop: { x: 3, y: 0, width: 2, height: 1 } };
    await expect(take('raw', outside)).rejects.toMatchObject({ code: 'USAGE' });
  });
});
