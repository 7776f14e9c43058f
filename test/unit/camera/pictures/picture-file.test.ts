import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { faithfulKind, pictureFile } from '../../../../native/camera/pictures/picture-file.ts';
import { type FrameLayout, tightLayout } from '../../../../native/core/layout.ts';
import { DEFAULT_DISPLAY, resolveRendering } from '../../../../native/core/pixels/display.ts';
import { findProgram } from '../../../support/paths.ts';

const VALUES = [0, 1, 65_535, 256, 4660, 40_000];

function gray16(format: 'GRAY16' | 'GRAY16BE' | 'BAYER_RGGB16'): { layout: FrameLayout; pixels: Uint8Array } {
  const layout = { ...tightLayout(format, 3, 2), strideBytes: 8, offsetBytes: 4 };
  const pixels = new Uint8Array(4 + 8 * 2);
  const view = new DataView(pixels.buffer);
  VALUES.forEach((value, index) => {
    view.setUint16(4 + 8 * Math.floor(index / 3) + 2 * (index % 3), value, format !== 'GRAY16BE');
  });
  return { layout, pixels };
}

/** What an independent reader finds in the file. */
function asFfmpegReads(file: Uint8Array, pixelFormat: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'sharedcam-picture-'));
  try {
    const path = join(folder, 'picture.tiff');
    writeFileSync(path, file);
    const output = ['-f', 'rawvideo', '-pix_fmt', pixelFormat, 'pipe:1'];
    return execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-i', path, ...output]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('one frame as a file', () => {
  it.each(['GRAY16', 'GRAY16BE', 'BAYER_RGGB16'] as const)('keeps all 16 bits of %s', async (format) => {
    const { layout, pixels } = gray16(format);
    const { bytes, words } = await pictureFile(pixels, layout, faithfulKind(format));
    expect(words).toBe('16-bit PNG');
    const picture = decode(bytes);
    expect(picture).toMatchObject({ width: 3, height: 2, depth: 16, channels: 1 });
    expect([...picture.data]).toEqual(VALUES);
  });

  it.skipIf(findProgram('ffmpeg') === undefined)('writes TIFF files that others read: 16 bits, and colours', async () => {
    const { layout, pixels } = gray16('GRAY16');
    const gray = asFfmpegReads((await pictureFile(pixels, layout, 'tiff')).bytes, 'gray16le');
    expect([...new Uint16Array(new Uint8Array(gray).buffer)]).toEqual(VALUES);
    const colours = Uint8Array.from([10, 20, 30, 40, 50, 60]);
    const { bytes, words } = await pictureFile(colours, tightLayout('RGB24', 2, 1), 'tiff');
    expect(words).toBe('8-bit TIFF');
    expect([...asFfmpegReads(bytes, 'rgb24')]).toEqual([...colours]);
  });

  it('keeps floats as they are, at the end of a TIFF', async () => {
    const values = [0, -1.5, 1e6, Number.NaN];
    const pixels = new Uint8Array(Float32Array.from(values).buffer);
    expect(faithfulKind('FLOAT32')).toBe('tiff');
    const { bytes, words } = await pictureFile(pixels, tightLayout('FLOAT32', 2, 2), 'tiff');
    expect(words).toBe('32-bit float TIFF');
    expect([...new Float32Array(new Uint8Array(bytes).slice(-16).buffer)]).toEqual(values);
  });

  it('writes colours in 8 bits', async () => {
    const colours = Uint8Array.from([10, 20, 30, 40, 50, 60, 70, 80, 90, 1, 2, 3]);
    const { bytes, words } = await pictureFile(colours, tightLayout('RGB24', 2, 2), 'png');
    expect(words).toBe('8-bit PNG');
    expect(decode(bytes)).toMatchObject({ width: 2, height: 2, channels: 3, depth: 8 });
    expect([...decode(bytes).data]).toEqual([...colours]);
  });

  it('says what the picture is of, and of which frame', async () => {
    const about = { name: 'cam', frameNumber: 7, at: new Date('2026-01-31T12:00:00Z') };
    const layout = tightLayout('GRAY16', 3, 1);
    const pixels = new Uint8Array(Uint16Array.from([1, 2, 3]).buffer);
    const { bytes } = await pictureFile(pixels, layout, 'png', { about });
    expect(decode(bytes).text).toEqual({
      Title: 'cam',
      Description: 'frame 7',
      'Creation Time': 'Sat, 31 Jan 2026 12:00:00 GMT',
    });
    const tiff = (await pictureFile(pixels, layout, 'tiff', { about })).bytes;
    expect([...asFfmpegReads(tiff, 'gray16le')]).toEqual([...pixels]);
    expect(Buffer.from(tiff).toString('latin1')).toContain('cam, frame 7\0');
    expect(Buffer.from(tiff).toString('latin1')).toMatch(/2026:0[12]:\d\d \d\d:00:00\0/u);
  });

  it('takes the colours of YUV from the height of the whole picture, where this one was made smaller', async () => {
    const layout = tightLayout('NV12', 2, 2);
    const pixels = Uint8Array.from([120, 120, 120, 120, 200, 60]);
    const small = decode((await pictureFile(pixels, layout, 'png')).bytes).data;
    const large = decode((await pictureFile(pixels, layout, 'png', { pictureHeight: 1080 })).bytes).data;
    const rendering = resolveRendering(DEFAULT_DISPLAY, 'NV12', 1080);
    const shown = decode((await pictureFile(pixels, layout, 'png', { shown: rendering })).bytes).data;
    expect([...large]).toEqual([...shown]);
    expect([...large]).not.toEqual([...small]);
  });

  it('writes what is shown, with its levels, where that is asked for', async () => {
    const layout = tightLayout('GRAY16', 2, 1);
    const pixels = new Uint8Array(Uint16Array.from([1000, 2000]).buffer);
    const shown = resolveRendering({ ...DEFAULT_DISPLAY, levels: { low: 1000, high: 2000 } }, 'GRAY16', 1);
    const { bytes, words } = await pictureFile(pixels, layout, 'png', { shown });
    expect(words).toBe('8-bit PNG');
    expect([...decode(bytes).data]).toEqual([0, 0, 0, 255, 255, 255]);
  });

  it('makes no JPEG of what is none', async () => {
    await expect(pictureFile(new Uint8Array(6), tightLayout('RGB24', 2, 1), 'jpg')).rejects.toMatchObject({ code: 'USAGE' });
  });
});
