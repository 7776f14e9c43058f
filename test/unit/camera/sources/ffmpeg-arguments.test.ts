import { describe, expect, it } from 'vitest';
import { ffmpegArguments, isLive, isStream } from '../../../../native/camera/sources/ffmpeg-arguments.ts';
import { parseSource } from '../../../../native/camera/sources/parse-source.ts';
import { tightLayout } from '../../../../native/core/layout.ts';

const LAYOUT = tightLayout('NV12', 640, 360);
const RATE = { numerator: 30_000, denominator: 1001 };

function input(text: string) {
  const spec = parseSource(text);
  if (spec.kind === 'pattern') throw new Error('a pattern needs no ffmpeg');
  return spec;
}

const line = (text: string, loop = false) => ffmpegArguments(input(text), LAYOUT, RATE, loop).join(' ');

describe('ffmpegArguments', () => {
  it('asks for raw frames of the layout at the rate, in the shape of the picture', () => {
    expect(line('clip.mp4')).toBe(
      '-hide_banner -nostdin -loglevel error -i file:clip.mp4 -map 0:v:0 ' +
        '-vf fps=30000/1001,scale=640:360:force_original_aspect_ratio=decrease,pad=640:360:-1:-1,setsar=1 ' +
        '-f rawvideo -pix_fmt nv12 pipe:1',
    );
  });

  it('knows what kind of input it has', () => {
    expect(line('clip.mp4', true)).toContain('-stream_loop -1 -i file:clip.mp4');
    expect(line('photo.JPG')).toContain('-loop 1 -i file:photo.JPG');
    expect(line('lavfi:testsrc2')).toContain('-f lavfi -i testsrc2');
    expect(line('/dev/video2')).toContain('-f v4l2 -i /dev/video2');
    expect(line('rtsp://a/b')).toContain('-rtsp_transport tcp -timeout 10000000 -i rtsp://a/b');
    expect(line('https://a/b')).toContain('-rw_timeout 10000000 -i https://a/b');
    expect(line('udp://0.0.0.0:1234')).toContain('error -i udp://0.0.0.0:1234');
  });

  it('tells streams from files, and what can be made to wait from what cannot', () => {
    const kinds = ['a.mp4', 'lavfi:testsrc2', 'http://a/b', 'rtsp://a/b', '/dev/video0'].map((text) => [
      isStream(input(text)),
      isLive(input(text)),
    ]);
    expect(kinds).toEqual([
      [false, false],
      [false, false],
      [true, false],
      [true, true],
      [true, true],
    ]);
  });

  it('refuses rows with padding, with both numbers', () => {
    expect(() => ffmpegArguments(input('a.mp4'), { ...LAYOUT, strideBytes: 704 }, RATE, false)).toThrow(
      expect.objectContaining({ code: 'LAYOUT_INVALID', details: { need: 640, have: 704, offset: 0 } }),
    );
  });
});
