import assert from 'node:assert/strict';
import type { ErrorCode } from '../../native/core/errors.ts';
import { inEnglish } from '../../native/core/sentences/sentence.ts';
import { loadFramelock } from '../../native/os/framelock.ts';
import { cameBackInTime, elapsedMs, fails, open, withMapping, wordOf } from './helpers.ts';
import type { World } from './world.ts';

const BYTES = 10_000;

export function addLockTests({ test }: World): void {
  test('7, 10: a lock that is not given back is a TIMEOUT in time, which names the holder', () =>
    withMapping(BYTES, async (mapping) => {
      const frame = new Uint8Array(BYTES);
      for (const [word, text, act] of [
        [0x80000000, 'a writer', (timeoutMs: number) => mapping.read(frame, { timeoutMs })],
        [0x80000000, 'a writer', (timeoutMs: number) => mapping.readAsync(frame, { timeoutMs })],
        [0x80000000, 'a writer', (timeoutMs: number) => mapping.write(frame, { timeoutMs })],
        [1, '1 reader', (timeoutMs: number) => mapping.write(frame, { timeoutMs })],
        [2, '2 readers', (timeoutMs: number) => mapping.writeAsync(frame, { timeoutMs })],
      ] as const) {
        wordOf(mapping).set(word);
        const ms = await elapsedMs(async () => {
          const error = await fails('TIMEOUT', () => act(200));
          assert.match(error.message, new RegExp(text));
          assert.equal(error.details['word'], word.toString(16).padStart(8, '0'));
        });
        assert.ok(cameBackInTime(ms, 200), `${ms} ms`);
        assert.equal(wordOf(mapping).get(), word);
      }
    }));

  test('readers do not keep each other out', () =>
    withMapping(BYTES, (mapping) => {
      wordOf(mapping).set(5);
      mapping.read(new Uint8Array(BYTES));
      assert.equal(wordOf(mapping).get(), 5);
    }));

  test('13: a word that was changed under us is left alone and reported', () =>
    withMapping(BYTES, (mapping) => {
      const framelock = loadFramelock();
      const { word } = mapping.watchView();
      assert.equal(framelock.lockRead(word, 0).code, 'OK');
      wordOf(mapping).set(0);
      assert.equal(framelock.unlockRead(word).code, 'LOCK_LOST');
      assert.equal(wordOf(mapping).get(), 0);
      assert.equal(framelock.lockWrite(word, 0).code, 'OK');
      wordOf(mapping).set(0xff000000);
      assert.equal(framelock.unlockWrite(word).code, 'LOCK_LOST');
      assert.equal(wordOf(mapping).get(), 0xff000000);
    }));

  for (const [title, word, reading, writing] of [
    ['a writer and readers', 0x80000001, 'LOCK_CORRUPT', 'LOCK_CORRUPT'],
    ['0x7F at the top', 0x7f000000, 'LOCK_CORRUPT', 'LOCK_CORRUPT'],
    ['a stray bit', 0x01000000, 'LOCK_CORRUPT', 'LOCK_CORRUPT'],
    ['0xFF at the top', 0xff000123, 'UNINITIALISED', 'UNINITIALISED'],
    ['2^24-1 readers', 0x00ffffff, 'MAX_READERS', 'TIMEOUT'],
  ] as const satisfies readonly (readonly [string, number, ErrorCode, ErrorCode])[])
    test(`14: ${title} in the word is a typed error, and nothing is written`, () =>
      withMapping(BYTES, async (mapping) => {
        const frame = new Uint8Array(BYTES).fill(3);
        mapping.write(frame);
        wordOf(mapping).set(word);
        await fails(reading, () => mapping.read(new Uint8Array(BYTES), { timeoutMs: 30 }));
        await fails(writing, () => mapping.write(new Uint8Array(BYTES), { timeoutMs: 30 }));
        // No holder that died left it: whoever made this file may know of no lock.
        assert.equal(await mapping.recoverIfAlone(), undefined);
        assert.equal(wordOf(mapping).get(), word);
        wordOf(mapping).set(0);
        mapping.read(frame.fill(0));
        assert.ok(frame.every((byte) => byte === 3));
      }));

  test('observing never touches the word, and sees a frame that stands still', () =>
    withMapping(BYTES, async (mapping, name) => {
      mapping.write(new Uint8Array(BYTES).fill(8));
      const observer = await open(name, { access: 'observe', payloadBytes: BYTES });
      const frame = new Uint8Array(BYTES);
      wordOf(mapping).set(7);
      observer.read(frame, { timeoutMs: 500 });
      await observer.readAsync(frame, { timeoutMs: 500 });
      assert.ok(frame.every((byte) => byte === 8));
      wordOf(mapping).set(0x80000000);
      await fails('UNSTABLE_FRAME', () => observer.read(frame, { timeoutMs: 50 }));
      assert.equal(wordOf(mapping).get(), 0x80000000);
      assert.equal((await observer.release({ force: true })).released, false);
      await fails('USAGE', () => observer.write(frame));
      observer.close();
    }));

  test('22: a second publisher of ours is refused until the first one lets go', () =>
    withMapping(BYTES, async (mapping, name) => {
      const frame = new Uint8Array(BYTES);
      const second = await open(name, { access: 'write', payloadBytes: BYTES });
      mapping.write(frame);
      assert.equal(second.inspect().publisher, true);
      await fails('SECOND_WRITER', () => second.write(frame));
      await fails('SECOND_WRITER', () => second.claimWriter());
      mapping.claimWriter().release();
      second.write(frame);
      await fails('SECOND_WRITER', () => mapping.write(frame));
      second.close();
      mapping.write(frame);
    }));

  test('9: a word that changes is never released, a stuck one by force, with its value before and after', () =>
    withMapping(BYTES, async (mapping, name) => {
      const second = await open(name, { payloadBytes: BYTES });
      assert.deepEqual((await mapping.release({ force: false })).evidence.map(inEnglish), ['The lock is free.']);
      wordOf(mapping).set(1);
      let turn = 1;
      const busy = setInterval(() => {
        turn = 3 - turn;
        wordOf(second).set(turn);
      }, 50);
      assert.equal(await mapping.recoverIfAlone(), undefined);
      clearInterval(busy);
      wordOf(mapping).set(0x80000000);
      const refused = await mapping.release({ force: false });
      assert.equal(refused.released, false);
      assert.equal(refused.after, '80000000');
      const report = await mapping.release({ force: true });
      assert.deepEqual([report.released, report.reason, report.before, report.after], [true, 'forced', '80000000', '00000000']);
      second.close();
    }));
}
