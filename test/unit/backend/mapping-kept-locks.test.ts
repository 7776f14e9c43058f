import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { KeptLocks } from '../../../backend/kept-locks.ts';
import { decodeLockWord } from '../../../native/core/lock-word.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const world = { word: 0, gone: false };
  const lockWord = () => {
    if (world.gone) throw new Error('gone');
    return decodeLockWord(world.word);
  };
  const kept = new Map([['local:cam', { mapping: { lockWord } }]]);
  const heal = vi.fn(async () => {});
  const locks = new KeptLocks({ kept: () => kept, now: () => BigInt(Date.now()) * 1_000_000n, heal });
  onTestFinished(() => locks.close());
  locks.changed();
  return { world, kept, heal, locks };
}

test('a free lock, and one that moves, are left alone', async () => {
  const { world, heal } = setUp();
  await vi.advanceTimersByTimeAsync(3000);
  for (let round = 0; round < 30; round++) {
    world.word = 1 + (round % 2);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(heal).not.toHaveBeenCalled();
});

test('a word that stands still for a second is looked into, with since when, and again after a while', async () => {
  const { world, heal } = setUp();
  world.word = 0x8000_0000;
  await vi.advanceTimersByTimeAsync(900);
  expect(heal).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(300);
  expect(heal).toHaveBeenCalledExactlyOnceWith('local:cam', expect.objectContaining({ word: 0x8000_0000 }));
  await vi.advanceTimersByTimeAsync(1500);
  expect(heal).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(heal).toHaveBeenCalledTimes(2);
});

test('nothing kept: nothing is looked at; memory that went is no failure', async () => {
  const { world, kept, locks } = setUp();
  world.gone = true;
  await vi.advanceTimersByTimeAsync(500);
  expect(vi.getTimerCount()).toBe(1);
  kept.clear();
  locks.changed();
  expect(vi.getTimerCount()).toBe(0);
});
