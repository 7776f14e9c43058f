import { statfsSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import { jsonValue } from '../support/json-lines.ts';
import { peerCreates } from '../support/peer.ts';
import { type Scope, testScope } from '../support/scope.ts';
import { forceWord, objectPath, rawWord } from '../support/shm.ts';
import { stampedFrame } from '../support/stamps.ts';
import { until } from '../support/wait.ts';

/** Large enough that the word can be changed while it is copied, where a container leaves so much room. */
const { bavail, bsize } = statfsSync('/dev/shm');
const LARGE = Math.min(400_000_000, Math.floor((bavail * bsize) / 2));
const SMALL = 20_000;

async function opened(scope: Scope, payloadBytes: number, access: 'read' | 'write') {
  const name = scope.name();
  const creator = await peerCreates(scope, name, payloadBytes);
  const mapping = await SharedMapping.open({ name, namespace: 'local', access, payloadBytes });
  scope.onClose(async () => {
    mapping.close();
    await creator.kill();
  });
  return { name, mapping, path: objectPath(name) };
}

describe('13: the word changes while we hold the lock', () => {
  test('a read is dropped with LOCK_LOST and the word left alone', async () => {
    const { mapping, path } = await opened(testScope(), LARGE, 'read');
    const target = new Uint8Array(LARGE);
    const outcome = await disturbed(path, 1, 0, () => mapping.readAsync(target, { timeoutMs: 1000 }));
    expect(outcome).toMatchObject({ code: 'LOCK_LOST' });
    expect(rawWord(path)).toBe(0);
  });

  test('a write too', async () => {
    const { mapping, path } = await opened(testScope(), LARGE, 'write');
    const frame = stampedFrame(LARGE, 1);
    const outcome = await disturbed(path, 0x8000_0000, 0x8000_0005, () => mapping.writeAsync(frame, { timeoutMs: 1000 }));
    expect(outcome).toMatchObject({ code: 'LOCK_LOST' });
    expect(rawWord(path)).toBe(0x8000_0005);
  });

  /** Starts copies until one is caught holding its lock, forces the word then, and answers with how that copy ended. */
  function disturbed(path: string, held: number, forced: number, copy: () => Promise<unknown>): Promise<unknown> {
    return until(async () => {
      const state = { ended: false };
      const outcome = copy().then(
        () => undefined,
        (error: unknown) => error,
      );
      void outcome.then(() => {
        state.ended = true;
      });
      while (!state.ended && rawWord(path) !== held) await turn();
      if (state.ended) return outcome;
      forceWord(path, forced);
      return outcome;
    });
  }
});

describe('14: words that no correct program writes are refused and left alone', () => {
  const words = [
    [0x8000_0001, 'LOCK_CORRUPT'],
    [0x80ff_ffff, 'LOCK_CORRUPT'],
    [0x7f00_0000, 'LOCK_CORRUPT'],
    [0x0100_0000, 'LOCK_CORRUPT'],
    [0xfe00_0001, 'LOCK_CORRUPT'],
    [0x00ff_ffff, 'MAX_READERS'],
  ] as const;

  test.each(words)('%i for readers: %s', async (word, code) => {
    const { mapping, path } = await opened(testScope(), SMALL, 'read');
    forceWord(path, word);
    expect(() => mapping.read(new Uint8Array(SMALL), { timeoutMs: 100 })).toThrow(expect.objectContaining({ code }));
    expect(rawWord(path)).toBe(word);
  });

  test.each(words.slice(0, -1))('%i for writers: %s', async (word, code) => {
    const { mapping, path } = await opened(testScope(), SMALL, 'write');
    forceWord(path, word);
    expect(() => mapping.write(stampedFrame(SMALL, 1), { timeoutMs: 100 })).toThrow(expect.objectContaining({ code }));
    expect(rawWord(path)).toBe(word);
  });

  test('the command line tells it in words and ends with 9', async () => {
    const scope = testScope();
    const { name, path } = await opened(scope, SMALL, 'read');
    forceWord(path, 0x8000_0001);
    const info = await scope.runCli(['info', name, '--json']);
    expect(jsonValue(info.stdout)).toMatchObject({ lock: { word: '80000001', state: 'corrupt' } });
    const dump = await scope.runCli(['dump', name, scope.path('frame.raw'), '--timeout', 200, '--json']);
    expect(dump.code).toBe(9);
    expect(jsonValue(dump.stderr)).toMatchObject({ code: 'LOCK_CORRUPT' });
    expect(rawWord(path)).toBe(0x8000_0001);
  });
});
