import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileRecovery } from '../../../../native/camera/recording/file-recovery.ts';
import { openReplay } from '../../../../native/camera/replay/open-replay.ts';
import { tightLayout } from '../../../../native/core/layout.ts';
import { stuckFfmpeg } from '../../../support/stuck-ffmpeg.ts';
import { until } from '../../../support/wait.ts';
import { brokenRecording, runningRecording } from './broken-recording.ts';

/** So that a recovery has many steps between which it can be cancelled. */
const LARGE = tightLayout('GRAY8', 1024, 1024);
const NEVER = new AbortController().signal;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recovery-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = (name: string): string => join(folder, name);
const files = (): string[] => readdirSync(folder).sort();

/** Cancels when `reached`. Answers with what came of it. */
async function cancelWhen(recovery: FileRecovery, reached: () => boolean) {
  const stop = new AbortController();
  let ended = false;
  const result = recovery.run(stop.signal).finally(() => {
    ended = true;
  });
  while (!ended && !reached()) await turn();
  expect(ended).toBe(false);
  stop.abort();
  return result;
}

describe('a whole recording of a broken one', () => {
  it('takes the name that it was meant to have, and tells how far it is', async () => {
    await brokenRecording(path('a.mcap.part'), 3);
    const recovery = new FileRecovery(path('a.mcap.part'));
    expect(await recovery.run(NEVER)).toMatchObject({
      path: path('a.mcap'),
      frames: 3,
      seconds: 1,
      lostBytes: 4,
      untouched: false,
    });
    const { doneBytes, totalBytes } = recovery.report();
    expect(doneBytes).toBe(totalBytes);
    expect(files()).toEqual(['a.mcap']);
  });

  it('of a file that has its name already is made beside it', async () => {
    await brokenRecording(path('a.mcap'), 3);
    const before = readFileSync(path('a.mcap'));
    const recovery = new FileRecovery(path('a.mcap'));
    expect(await recovery.run(NEVER)).toMatchObject({ path: path('a (2).mcap'), frames: 3, untouched: false });
    expect(files()).toEqual(['a (2).mcap', 'a.mcap']);
    expect(readFileSync(path('a.mcap')).equals(before)).toBe(true);
    const { doneBytes, totalBytes } = recovery.report();
    expect(doneBytes).toBe(totalBytes);
    const source = await openReplay(path('a (2).mcap'));
    expect([source.frames, source.notice]).toEqual([3, undefined]);
    await source.close();
  });

  it('is not made of one that is whole', async () => {
    const sink = await runningRecording(path('b.mcap'), 2);
    await sink.finish();
    const whole = path('a.mcap');
    writeFileSync(whole, readFileSync(sink.temporary));
    expect(await new FileRecovery(whole).run(NEVER)).toMatchObject({ path: whole, frames: 2, untouched: true });
  });

  it('is not made under the hands of who writes it', async () => {
    const sink = await runningRecording(path('now.mcap'), 2);
    const running = new FileRecovery(sink.temporary).run(NEVER);
    await expect(running).rejects.toThrow(`is being written by process ${process.pid} (this one)`);
    expect(await sink.finish()).toBe(2);
  });

  it.each([
    ['gone.mcap.part', 'NOT_FOUND'],
    ['notes.txt', 'USAGE'],
    ['empty.mcap.part', 'USAGE'],
  ])('%s: %s', async (name, code) => {
    if (code === 'USAGE') writeFileSync(path(name), '');
    await expect(new FileRecovery(path(name)).run(NEVER)).rejects.toMatchObject({ code });
  });
});

describe('cancelled', () => {
  it('while frames are read it has changed nothing', async () => {
    await brokenRecording(path('a.mcap.part'), 24, LARGE);
    const before = readFileSync(path('a.mcap.part'));
    const recovery = new FileRecovery(path('a.mcap.part'));
    expect(await cancelWhen(recovery, () => recovery.report().doneBytes > 1e6)).toBeUndefined();
    expect(recovery.report().doneBytes).toBeLessThan(recovery.report().totalBytes);
    expect(files()).toEqual(['a.mcap.part']);
    expect(readFileSync(path('a.mcap.part')).equals(before)).toBe(true);
    expect(await recovery.run(NEVER)).toMatchObject({ frames: 24 });
  });

  it('while frames are copied it leaves nothing half behind', async () => {
    await brokenRecording(path('a.mcap'), 24, LARGE);
    const before = readFileSync(path('a.mcap'));
    const recovery = new FileRecovery(path('a.mcap'));
    expect(await cancelWhen(recovery, () => existsSync(path('a (2).mcap.part')))).toBeUndefined();
    expect(files()).toEqual(['a.mcap']);
    expect(readFileSync(path('a.mcap')).equals(before)).toBe(true);
  });

  it('while ffmpeg copies a video it ends ffmpeg, and leaves nothing of it', async () => {
    const ffmpeg = stuckFfmpeg(path('bin'));
    writeFileSync(path('a.mp4.part'), 'a film');
    const recovery = new FileRecovery(path('a.mp4.part'), ffmpeg);
    const stop = new AbortController();
    const result = recovery.run(stop.signal);
    await until(() => recovery.report().doneBytes === 4, { what: 'a beginning' });
    expect(files()).toEqual(['a.mp4.part', 'a.recovered.mp4.part', 'bin']);
    stop.abort();
    expect(await result).toBeUndefined();
    expect(files()).toEqual(['a.mp4.part', 'bin']);
    expect(readFileSync(path('a.mp4.part'), 'utf8')).toBe('a film');
  });

  it('before it began it does nothing', async () => {
    await brokenRecording(path('a.mcap.part'), 1);
    expect(await new FileRecovery(path('a.mcap.part')).run(AbortSignal.abort())).toBeUndefined();
    expect(files()).toEqual(['a.mcap.part']);
  });
});
