import { expect, test } from 'vitest';
import { FrameLedger } from '../../../native/camera/frame-ledger.ts';

const MS = 1_000_000n;
const entry = (number: number | undefined, finishedMs: number, wantedMs = finishedMs - 1, publishedMs = finishedMs - 2) => ({
  number,
  publishedNs: BigInt(publishedMs) * MS,
  finishedNs: BigInt(finishedMs) * MS,
  wantedNs: BigInt(wantedMs) * MS,
  lockWaitNs: 0,
  copyNs: 1000,
  bytes: 10,
});

test('counts dropped and skipped frames by the numbers of the trailer', () => {
  const ledger = new FrameLedger();
  ledger.add(entry(10, 1000));
  ledger.add(entry(13, 1100, 1000));
  expect(ledger.figures(1100n * MS)).toMatchObject({ frames: 2, dropped: 2, skipped: 0 });
  ledger.add(entry(17, 1200, 1199));
  expect(ledger.figures(1200n * MS)).toMatchObject({ frames: 3, dropped: 2, skipped: 3, torn: 0 });
});

test('tells the age where a publish time is given and sane', () => {
  const ledger = new FrameLedger();
  expect(ledger.add(entry(1, 1000)).ageMs).toBe(2);
  expect(ledger.add(entry(2, 1010, 1009, 0)).ageMs).toBeUndefined();
  expect(ledger.add(entry(3, 1020, 1019, 5000)).ageMs).toBeUndefined();
});

test('without a trailer there are only changes', () => {
  const ledger = new FrameLedger();
  ledger.add(entry(undefined, 1000));
  const verdict = ledger.add(entry(undefined, 1100));
  expect(verdict).toEqual({ number: 0, ageMs: undefined, foreignNow: false });
  expect(ledger.figures(1100n * MS)).toMatchObject({ frames: 2, dropped: null, ageMs: null });
});

test('pictures that change under a standing number are those of a foreign writer, said once', () => {
  const ledger = new FrameLedger();
  const verdicts = [1000, 1030, 1060, 1090, 1120].map((at) => ledger.add(entry(5, at)));
  expect(verdicts.map(({ foreignNow }) => foreignNow)).toEqual([false, false, false, true, false]);
  expect(verdicts.at(-1)).toMatchObject({ number: 0, ageMs: undefined });
  expect(ledger.foreign).toBe(true);
  expect(ledger.figures(1120n * MS).dropped).toBeNull();
  ledger.startOver();
  expect(ledger.foreign).toBe(false);
});

test('so is a picture under number 0, which says that nothing was published', () => {
  const ledger = new FrameLedger();
  expect(ledger.add(entry(0, 1000)).foreignNow).toBe(true);
});

test('one repeated number is no proof: a publisher that died in its copy leaves one', () => {
  const ledger = new FrameLedger();
  for (const number of [5, 5, 6, 6, 7]) ledger.add(entry(number, 1000 + number));
  expect(ledger.foreign).toBe(false);
});

test('a torn frame is counted, and breaks the row', () => {
  const ledger = new FrameLedger();
  for (let round = 0; round < 5; round++) {
    ledger.add(entry(5, 1000 + round));
    ledger.addTorn();
  }
  expect(ledger.foreign).toBe(false);
  expect(ledger.figures(2000n * MS).torn).toBe(5);
});

test('copies that were taken again are torn ones, and say nothing about the numbers', () => {
  const ledger = new FrameLedger();
  for (let round = 0; round < 5; round++) {
    ledger.addRetaken(2);
    ledger.add(entry(5, 1000 + round));
  }
  expect(ledger.figures(2000n * MS).torn).toBe(10);
  expect(ledger.foreign).toBe(true);
});

test('the account adds up, with restarts, torn copies and frames that were not wanted', () => {
  const ledger = new FrameLedger();
  ledger.add(entry(10, 1000));
  ledger.add(entry(13, 1100, 1000)); // two were dropped
  ledger.addTorn();
  ledger.add(entry(15, 1200, 1100)); // one was torn
  ledger.addRetaken(3);
  ledger.add(entry(16, 1210, 1200)); // taken again until it was whole: none was lost
  ledger.startOver();
  ledger.add(entry(2, 2000)); // another mapping: nobody knows of its first frame
  ledger.add(entry(5, 2100, 2100)); // two were not wanted
  expect(ledger.account).toEqual({ produced: 11, taken: 6, skipped: 2, dropped: 2, torn: 1 });
  expect(ledger.figures(2100n * MS)).toMatchObject({ torn: 4, account: ledger.account });
});
