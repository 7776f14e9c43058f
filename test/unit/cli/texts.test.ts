import { describe, expect, it } from 'vitest';
import { type ListedMapping, listText } from '../../../cli/commands/list.ts';
import { notReleased, outcomeText, reportText, unlockResult } from '../../../cli/commands/unlock.ts';
import { outputOf } from '../../../cli/host.ts';
import { infoText } from '../../../cli/info-text.ts';
import { nameTaken } from '../../../cli/taken-name.ts';
import { Tally } from '../../../cli/tally.ts';
import { frameLine, summaryText } from '../../../cli/watch-text.ts';
import { durationInWords } from '../../../cli/words.ts';
import type { MappingInfo } from '../../../native/camera/mapping-info.ts';
import { SharedCameraError } from '../../../native/core/errors.ts';
import { verbatim } from '../../../native/core/sentences/sentence.ts';
import { recordedHost } from './stand-ins.ts';

const output = outputOf(recordedHost(), {});

const info: MappingInfo = {
  name: 'cam',
  namespace: 'local',
  osName: '/shmcam.local.1000.cam',
  mappedBytes: 1_773_568,
  payloadBytes: 1_769_472,
  pageBytes: 4096,
  lock: { word: '00000002', state: 'reading', readers: 2 },
  trailer: {
    width: 1024,
    height: 576,
    strideBytes: 3072,
    format: 'RGB24',
    frameNumber: 12_345,
    publisherPid: 77,
    fps: 30000 / 1001,
    label: 'Gate',
  },
  access: 'read',
  current: true,
  publisher: true,
  ageSeconds: 75,
  kept: false,
};

describe('infoText', () => {
  it('shows all of it in one column', () =>
    expect(infoText(info, output).split('\n')).toEqual([
      'name         cam (local)',
      'system name  /shmcam.local.1000.cam',
      'mapped       1 773 568 bytes (1.69 MiB)',
      'payload      1 769 472 bytes (1.69 MiB)',
      'page         4 096 bytes (4.00 KiB)',
      'made         1 min 15 s ago',
      'lock         reading, 2 readers (word 00000002)',
      'publisher    at work',
      'picture      1024 x 576 RGB24, 3 072 bytes a row',
      'frame        12 345',
      'rate         29.97 per second',
      'process      77',
      'label        Gate',
    ]));

  it('says why there is no trailer, and that a newer mapping took the name', () => {
    const text = infoText(
      { ...info, trailer: null, trailerMissing: verbatim('no trailer: made elsewhere'), current: false },
      output,
    );
    expect(text).toContain('picture      no trailer: made elsewhere\nnote         a newer mapping');
  });

  it.each([
    [0.4, '0 s'],
    [3599, '59 min 59 s'],
    [3600, '1 h 0 min'],
    [90_000, '1 d 1 h'],
  ])('%d seconds', (seconds, text) => expect(durationInWords(seconds)).toBe(text));
});

describe('listText', () => {
  const listed: ListedMapping = {
    ...info,
    foundBy: ['os', 'list'],
    stale: false,
    removed: false,
    publishing: true,
    absent: false,
  };

  it('is a table', () =>
    expect(listText([listed, { ...listed, name: 'x', stale: true, trailer: null }], false, output).split('\n')).toEqual([
      'NAME  LABEL  NAMESPACE      BYTES  PICTURE                    FOUND BY             STATE',
      'cam   Gate   local      1 773 568  1024 x 576 RGB24, 29.97/s  system, camera list  publishing',
      'x            local      1 773 568                             system, camera list  stale',
      '',
      '1 stale mapping: sharedcam list --remove-stale',
    ]));

  it('says what is only remembered and how it is forgotten; without labels they have no column', () => {
    const trailer = info.trailer && { ...info.trailer, label: '' };
    const gone = { ...listed, name: 'gone', mappedBytes: null, trailer: null, publishing: false, absent: true } as const;
    expect(
      listText(
        [
          { ...listed, trailer },
          { ...gone, foundBy: ['remembered'] },
        ],
        false,
        output,
      ).split('\n'),
    ).toEqual([
      'NAME  NAMESPACE      BYTES  PICTURE                    FOUND BY             STATE',
      'cam   local      1 773 568  1024 x 576 RGB24, 29.97/s  system, camera list  publishing',
      'gone  local              -                             memory               not there (remembered)',
      '',
      '1 name not there: sharedcam forget gone',
    ]);
  });

  it('says what was removed, and why something does not open', () => {
    expect(listText([{ ...listed, stale: true, removed: true }], true, output)).toMatch(/stale, removed now$/);
    const error = new SharedCameraError('ACCESS_DENIED', 'It belongs to root.').report();
    expect(listText([{ ...listed, mappedBytes: null, error }], false, output)).toMatch(/ - .*It belongs to root\.$/);
  });

  it('helps when there is nothing', () => expect(listText([], false, output)).toContain('sharedcam publish'));
});

describe('unlock', () => {
  const report = {
    released: true,
    reason: 'alone',
    before: '80000000',
    after: '00000000',
    evidence: [verbatim('No other process has it open.')],
    holders: [],
  } as const;

  it('shows the word before and after, and the evidence', () =>
    expect(reportText(report, output)).toBe(
      'before  80000000 (writing)\nafter   00000000 (free)\nwhy     nobody else has the mapping open\n  - No other process has it open.',
    ));

  it('has a result for programs', () =>
    expect(unlockResult('cam', report)).toEqual({ name: 'cam', ...report, inUse: false, state: 'free' }));

  it('has a sentence where there is nothing to do', () => {
    const untouched = { ...report, released: false, before: '00000000' };
    expect(outcomeText('cam', untouched, output)).toBe('The lock of cam is free: there is nothing to release.');
    expect(outcomeText('cam', { ...untouched, before: '00000001', inUse: true }, output)).toContain(
      'in use, by programs that are alive',
    );
  });

  it('names the command that forces it', () =>
    expect(notReleased('cam', { ...report, released: false, after: '80000000' })).toMatchObject({
      code: 'TIMEOUT',
      remedy: expect.stringContaining('sharedcam unlock cam --force'),
      likelyCause: 'No other process has it open.',
    }));
});

describe('nameTaken', () => {
  const error = new SharedCameraError('EXISTS', '"cam" exists already.', { details: { have: 4096 } });
  const holder = {
    pid: 5,
    program: 'peer',
    path: null,
    user: null,
    since: null,
    state: 'running',
    rights: 'write',
    ours: false,
    self: false,
  } as const;

  it('names those who use it', () =>
    expect(nameTaken(error, { kind: 'somebody', report: { holders: [holder], complete: true, unseen: 'none' } })).toMatchObject({
      code: 'EXISTS',
      details: { have: 4096 },
      likelyCause: 'It is in use by 1 process: peer (5).',
    }));

  it('says that it is stale, and with what doubt', () => {
    const alone = { holders: [], complete: true, unseen: 'none' } as const;
    expect(nameTaken(error, { kind: 'left', report: alone })).toMatchObject({
      likelyCause: expect.stringMatching(/^It is stale: nobody has it open\. /),
      remedy: expect.stringContaining('--replace'),
    });
    const doubtful = { holders: [], complete: false, unseen: 'any', reason: verbatim('in a container') } as const;
    expect(nameTaken(error, { kind: 'left', report: doubtful }).likelyCause).toContain('as far as can be seen: in a container');
  });
});

describe('watch', () => {
  it('has one line for a frame', () => {
    const line = { frame: 3, frameNumber: 120, intervalMs: 33.34, lockWaitUs: 0.4, copyUs: 1200, ageMs: 0.9, lost: 2 };
    expect(frameLine(line, output)).toBe('    #120   +33.3 ms  lock    0.4 us  copy   1.20 ms  age  900.0 us  2 lost before');
    expect(frameLine({ ...line, frameNumber: null, intervalMs: null, ageMs: null, lost: 0 }, output)).toBe(
      '      #3             lock    0.4 us  copy   1.20 ms',
    );
  });

  it('has a summary before any frame came', () =>
    expect(summaryText(new Tally().summary(), output)).toBe(
      '\nframes   0 frames in 0.00 s\ndropped  unknown without a trailer; only changes are seen\ntorn     0',
    ));
});
