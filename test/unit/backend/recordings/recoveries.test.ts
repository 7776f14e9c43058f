import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventName, Events } from '../../../../backend/contract.ts';
import { DEFAULT_KEEPING } from '../../../../backend/recordings/keeping.ts';
import { RecordingsService } from '../../../../backend/recordings/recordings-service.ts';
import { stuckFfmpeg } from '../../../support/stuck-ffmpeg.ts';
import { until } from '../../../support/wait.ts';
import { brokenRecording, runningRecording } from '../../camera/recording/broken-recording.ts';

let folder: string;
let told: { readonly event: EventName; readonly value: unknown }[];
let recordings: RecordingsService;
const { PATH } = process.env;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recoveries-'));
  told = [];
  const none = () => {
    throw new Error('there is no camera');
  };
  recordings = new RecordingsService({
    ...{ acquire: none, nameOf: none, log: () => undefined },
    keeping: () => ({ ...DEFAULT_KEEPING, recordingFolder: folder }),
    tellAll: (event, value) => told.push({ event, value }),
  });
});
afterEach(async () => {
  process.env['PATH'] = PATH;
  await recordings.close();
  rmSync(folder, { recursive: true, force: true });
});

const path = (name: string): string => join(folder, name);
const valuesOf = <E extends EventName>(wanted: E) =>
  told.filter(({ event }) => event === wanted).map(({ value }) => value as Events[E]);
const ended = () => until(() => valuesOf('recordings.recovered')[0], { what: 'the end of a recovery' });

/** One that takes its time. */
async function recovering(): Promise<void> {
  process.env['PATH'] = `${path('bin')}:${PATH}`;
  stuckFfmpeg(path('bin'));
  writeFileSync(path('film.mp4.part'), 'a film');
  recordings.recover('film.mp4.part');
  await until(() => valuesOf('recordings.recovering').some(([state]) => state?.doneBytes === 4), { what: 'progress' });
}

describe('making whole recordings of broken ones', () => {
  it('tells of its end after the folder was looked at', async () => {
    await brokenRecording(path('half.mcap.part'), 3);
    recordings.recover('half.mcap.part');
    expect(await ended()).toEqual({ file: 'half.mcap.part', path: path('half.mcap'), frames: 3, error: null });
    expect(valuesOf('recordings.kept').at(-1)).toMatchObject([{ file: 'half.mcap', frames: 3, seconds: 1, unfinished: false }]);
    expect(valuesOf('recordings.recovering').at(-1)).toEqual([]);
  });

  it('tells how far it is; what is being made is not in the list', async () => {
    await recovering();
    const { recovering: states, kept } = await recordings.overview();
    expect(states).toMatchObject([{ file: 'film.mp4.part', doneBytes: 4, totalBytes: 6 }]);
    expect(kept.map(({ file }) => file)).toEqual(['film.mp4.part']);
    expect(readdirSync(folder)).toContain('film.recovered.mp4.part');
  });

  it('can be cancelled, and then leaves all as it was', async () => {
    await recovering();
    recordings.recover('film.mp4.part');
    recordings.cancelRecovery('film.mp4.part');
    expect(await ended()).toEqual({ file: 'film.mp4.part', path: null, frames: null, error: null });
    expect(readdirSync(folder).sort()).toEqual(['bin', 'film.mp4.part']);
    expect(readFileSync(path('film.mp4.part'), 'utf8')).toBe('a film');
    recordings.cancelRecovery('film.mp4.part');
    expect(valuesOf('recordings.recovered')).toHaveLength(1);
  });

  it('ends with the program', async () => {
    await recovering();
    await recordings.close();
    expect(readdirSync(folder).sort()).toEqual(['bin', 'film.mp4.part']);
    expect(() => recordings.recover('film.mp4.part')).toThrow('ending');
  });

  it('tells why it failed', async () => {
    writeFileSync(path('empty.mcap.part'), '');
    recordings.recover('empty.mcap.part');
    expect(await ended()).toMatchObject({ file: 'empty.mcap.part', path: null, error: { code: 'USAGE' } });
  });

  it.each(['../a.mp4', 'x/a.mp4', 'settings.json'])('has nothing to do with %s', (file) => {
    expect(() => recordings.recover(file)).toThrow('not the name of a recording');
    expect(() => recordings.cancelRecovery(file)).toThrow('not the name of a recording');
  });
});

describe('what may be taken away', () => {
  it('is not what is being written', async () => {
    const sink = await runningRecording(path('now.mcap'), 1);
    expect(() => recordings.checkFree('now.mcap.part')).toThrow(`is being written by process ${process.pid}`);
    await sink.finish();
    recordings.checkFree('now.mcap.part');
  });

  it('is not what a whole recording is being made of', async () => {
    await recovering();
    expect(() => recordings.checkFree('film.mp4.part')).toThrow('is being made');
  });
});
