import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addToCameraList,
  cameraListPath,
  forgetInCameraList,
  MAX_LIST_BYTES,
  parseCameraList,
  readCameraList,
  removeFromCameraList,
} from '../../../native/camera/camera-list-file.ts';
import { testScope } from '../../support/scope.ts';

const ROUNDS = 60;

/** Of the processor: what else runs on the machine does not count. */
function millisecondsOf(line: string): number {
  const before = process.cpuUsage();
  parseCameraList(line);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('parsing the camera list', () => {
  it.each([
    ['', []],
    ['CapturedCam_0', ['CapturedCam_0']],
    ['CapturedCam_0CapturedCam_1CapturedCam_10', ['CapturedCam_0', 'CapturedCam_1', 'CapturedCam_10']],
    ['a_0\nb_1\r\nc\rd\0e\n\n', ['a_0', 'b_1', 'c', 'd', 'e']],
    ['\ufeffcam', ['cam']],
    ['1cam_01cam_1', ['1cam_0', '1cam_1']],
    ['my_1_cam_0my_1_cam_1', ['my_1_cam_0', 'my_1_cam_1']],
    ['my_1_cam_0', ['my_1_cam_0', 'my_1', '_cam_0']],
    ['Front_0Rear_0', ['Front_0Rear_0', 'Front_0', 'Rear_0']],
    ['cam\ncam', ['cam']],
    ['../etc/passwd\nöl\na\\b', []],
    ['x'.repeat(64), []],
  ])('%j', (text, names) => {
    expect(parseCameraList(text)).toEqual(names);
  });

  it('takes a run of any basename apart', () => {
    const base = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,20}$/);
    fc.assert(
      fc.property(base, fc.integer({ min: 2, max: 12 }), (name, count) => {
        const names = Array.from({ length: count }, (_, index) => `${name}_${index}`);
        expect(parseCameraList(names.join(''))).toEqual(names);
      }),
    );
  });

  it.each(['a', '1', '_', '_1', 'a_0', 'ab_1'])('takes time in proportion to its length: "%s" over and over', (text) => {
    const [short, long] = [8192, MAX_LIST_BYTES].map((bytes) => `${text.repeat(bytes / text.length - 1)}x`) as [string, string];
    // Eight times the length; with the square of it, it would be 64 times the time, in every round.
    let [least, most] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let round = 0; round < ROUNDS && !(most / least < 32); round++) {
      least = Math.min(least, Math.max(0.5, millisecondsOf(short)));
      most = Math.min(most, millisecondsOf(long));
    }
    expect(most / least).toBeLessThan(32);
  });

  it('never throws, and answers valid names only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
        for (const name of parseCameraList(text)) expect(name).toMatch(/^[\x21-\x7e][\x20-\x7e]{0,62}$/);
      }),
    );
  });
});

describe('the camera list on disk', () => {
  it('lies where producers put it', () => {
    expect(cameraListPath({ XDG_RUNTIME_DIR: '/run/user/1' }, 'linux')).toBe('/run/user/1/shmem_camindices.txt');
    expect(cameraListPath({}, 'linux')).toBe('/tmp/shmem_camindices.txt');
    expect(cameraListPath({ PUBLIC: 'D:/Everybody' }, 'win32')).toBe('D:/Everybody/shmem_camindices.txt');
    expect(cameraListPath({}, 'win32')).toBe('C:/Users/Public/shmem_camindices.txt');
  });

  it('keeps what others wrote, and takes out only its own name', () => {
    const { listFile } = testScope();
    expect(readCameraList(listFile)).toEqual([]);
    writeFileSync(listFile, 'CapturedCam_0CapturedCam_1');
    addToCameraList('ours', listFile);
    addToCameraList('ours', listFile);
    expect(readFileSync(listFile, 'utf8')).toBe('CapturedCam_0CapturedCam_1\nours\n');
    expect(readCameraList(listFile)).toEqual(['CapturedCam_0', 'CapturedCam_1', 'ours']);
    removeFromCameraList('ours', listFile);
    expect(readFileSync(listFile, 'utf8')).toBe('CapturedCam_0CapturedCam_1\n');
  });

  it('forgets a name whoever wrote it, in a run without line ends too', () => {
    const { listFile } = testScope();
    writeFileSync(listFile, 'CapturedCam_0CapturedCam_1CapturedCam_2\nFront_0Rear_0\nours\n');
    expect(forgetInCameraList('CapturedCam_1', listFile)).toBe(true);
    expect(forgetInCameraList('Rear_0', listFile)).toBe(true);
    expect(forgetInCameraList('ours', listFile)).toBe(true);
    expect(readFileSync(listFile, 'utf8')).toBe('CapturedCam_0\nCapturedCam_2\nFront_0\n');
    expect(forgetInCameraList('ours', listFile)).toBe(false);
    expect(forgetInCameraList('CapturedCam_0', listFile)).toBe(true);
    expect(readCameraList(listFile)).toEqual(['CapturedCam_2', 'Front_0']);
  });

  it('leaves nothing but the list behind', () => {
    const scope = testScope();
    const { listFile } = scope;
    addToCameraList('a', listFile);
    removeFromCameraList('a', listFile);
    expect(readdirSync(scope.path('run'))).toEqual(['shmem_camindices.txt']);
  });

  it('replaces a symbolic link instead of following it', () => {
    const scope = testScope();
    const { listFile } = scope;
    writeFileSync(scope.path('precious'), 'secret_0');
    symlinkSync(scope.path('precious'), listFile);
    expect(readCameraList(listFile)).toEqual([]);
    addToCameraList('cam', listFile);
    expect(readFileSync(scope.path('precious'), 'utf8')).toBe('secret_0');
    expect(readCameraList(listFile)).toEqual(['cam']);
  });

  it('takes a folder in its place for no list', () => {
    const { listFile } = testScope();
    mkdirSync(listFile);
    expect(readCameraList(listFile)).toEqual([]);
    expect(() => addToCameraList('cam', listFile)).toThrow('cannot be changed');
  });

  it('does not touch a list that is too long to be one', () => {
    const { listFile } = testScope();
    const text = 'a\n'.repeat(MAX_LIST_BYTES);
    writeFileSync(listFile, text);
    expect(readCameraList(listFile)).toEqual(['a']);
    expect(() => addToCameraList('cam', listFile)).toThrow('cannot be changed');
    expect(readFileSync(listFile, 'utf8')).toBe(text);
  });
});
