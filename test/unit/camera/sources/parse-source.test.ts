import { describe, expect, it } from 'vitest';
import { parseSource } from '../../../../native/camera/sources/parse-source.ts';

describe('parseSource', () => {
  it.each([
    ['pattern:bars', { kind: 'pattern', pattern: 'bars' }],
    ['Pattern:BALL', { kind: 'pattern', pattern: 'ball' }],
    ['file:video.mp4', { kind: 'file', path: 'video.mp4' }],
    ['file:/a b/c:d.mp4', { kind: 'file', path: '/a b/c:d.mp4' }],
    ['/dev/video0', { kind: 'file', path: '/dev/video0' }],
    ['-weird.mkv', { kind: 'file', path: '-weird.mkv' }],
    ['C:\\videos\\a.mp4', { kind: 'file', path: 'C:\\videos\\a.mp4' }],
    ['rtsp://camera/stream', { kind: 'url', url: 'rtsp://camera/stream' }],
    ['HTTP://host/a?b=c', { kind: 'url', url: 'HTTP://host/a?b=c' }],
    ['lavfi:testsrc2=size=640x360:rate=30', { kind: 'lavfi', graph: 'testsrc2=size=640x360:rate=30' }],
    ['  clip.mov ', { kind: 'file', path: 'clip.mov' }],
  ])('%s', (text, spec) => {
    expect(parseSource(text)).toEqual(spec);
  });

  it.runIf(process.platform !== 'win32')('takes the address of a file for its path', () => {
    expect(parseSource('file:///tmp/a%20b.mp4')).toEqual({ kind: 'file', path: '/tmp/a b.mp4' });
  });

  it.each([
    ['', /empty/],
    ['pattern:', /no pattern ""/],
    ['pattern:stripes', /no pattern "stripes".*bars\|ball\|ramp\|checker\|noise\|barcode/],
    ['pattern:toString', /no pattern/],
    ['file:', /names no file/],
    ['lavfi:', /names no filter graph/],
  ])('refuses %j and says what a source is', (text, message) => {
    expect(() => parseSource(text)).toThrow(expect.objectContaining({ code: 'USAGE', message: expect.stringMatching(message) }));
  });
});
