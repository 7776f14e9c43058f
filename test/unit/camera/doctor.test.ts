import { describe, expect, test, vi } from 'vitest';
import { diagnose, type Patient } from '../../../native/camera/doctor/diagnose.ts';
import { releaseLock, type StuckLock } from '../../../native/camera/recovery.ts';
import type { Holder } from '../../../native/core/holders.ts';
import { inEnglish, verbatim } from '../../../native/core/sentences/sentence.ts';
import type { HolderReport, Section } from '../../../native/os/os-backend.ts';

const peer: Holder = {
  ...{ pid: 4711, program: 'peer', path: null, user: 'anna', since: null },
  ...{ state: 'running', rights: 'write', ours: false, self: false },
};

interface Situation {
  readonly words?: readonly number[];
  readonly report?: HolderReport;
  readonly othersOfOurs?: boolean;
  readonly writerClaimed?: boolean;
  readonly publisherPid?: number;
  readonly payloadBytes?: number;
}

/** A lock whose word is what `words` say, one after the other, the last one for ever. */
function patient(situation: Situation): Patient {
  const { words = [0x8000_0000], payloadBytes = 1000, othersOfOurs = false, writerClaimed = false } = situation;
  const { report = { holders: [peer], complete: true, unseen: 'none' }, publisherPid } = situation;
  let look = 0;
  const section = { holders: () => report, othersOfOurs: () => othersOfOurs, writerClaimed: () => writerClaimed };
  const lock: Partial<StuckLock> = {
    section: section as unknown as Section,
    word: { load: () => words[Math.min(look++, words.length - 1)] ?? 0, exchange: vi.fn() },
    writable: true,
    pendingCalls: () => 0,
    peekTrailer: () =>
      publisherPid === undefined
        ? { reason: verbatim('no trailer') }
        : ({ trailer: { publisherPid } } as ReturnType<StuckLock['peekTrailer']>),
    now: () => BigInt(Math.round(performance.now() * 1e6)),
  };
  return { name: 'cam', lock: lock as StuckLock, payloadBytes, isStale: ({ holders }) => holders.length === 0 };
}

/** The word was seen like this long before, so that nobody has to wait. */
const LONG_AGO = { word: 0x8000_0000, sinceNs: BigInt(Math.round((performance.now() - 60_000) * 1e6)) };
const idle = { processorMs: () => 100 };

const kinds = (actions: readonly { readonly kind: string }[]) => actions.map(({ kind }) => kind);

describe('diagnose', () => {
  test('a free lock is told at once', async () => {
    const found = await diagnose(patient({ words: [0] }), idle);
    expect(found).toMatchObject({ verdict: 'free', rung: 0, heldForMs: 0, safeActions: [] });
  });

  test('a free one that nobody has open may be removed', async () => {
    const report: HolderReport = { holders: [], complete: true, unseen: 'none' };
    expect(kinds((await diagnose(patient({ words: [0], report }), idle)).safeActions)).toEqual(['remove-stale']);
  });

  test('a word that changes is in use, whatever it becomes', async () => {
    const words = [...new Array<number>(500).fill(1), 2];
    const found = await diagnose(patient({ words }), idle);
    expect(found).toMatchObject({ verdict: 'busy', rung: 0, lock: { word: '00000002' } });
    expect(kinds(found.safeActions)).toEqual(['wait']);
    expect(found.evidence[0]).toMatchObject({ kind: 'word', speaksFor: 'busy' });
  });

  test('it watches for a second, and not longer', async () => {
    const started = performance.now();
    const found = await diagnose(patient({}), idle);
    expect(performance.now() - started).toBeGreaterThan(950);
    expect(found.verdict).toBe('stuck');
    expect(found.heldForMs).toBeGreaterThanOrEqual(1000);
  });

  test('what was seen to stand for long is told so, if it is still the same word', async () => {
    const seen = { word: '80000000', since: Date.now() - 60_000 };
    expect((await diagnose(patient({}), idle, undefined, seen)).heldForMs).toBeGreaterThanOrEqual(60_000);
    expect((await diagnose(patient({}), idle, undefined, { ...seen, word: '00000001' })).heldForMs).toBeLessThan(30_000);
  });

  test('others have it open: only the operator can decide, and must type the name', async () => {
    const found = await diagnose(patient({}), idle, LONG_AGO);
    expect(found).toMatchObject({ verdict: 'stuck', rung: 3 });
    expect(inEnglish(found.summary)).toMatch(/for 6\d\.\d s/u);
    expect(found.safeActions).toMatchObject([{ kind: 'wait' }, { kind: 'force', confirmation: 'cam' }]);
    expect(found.evidence.map(({ text }) => inEnglish(text)).join('\n')).toMatch(
      /Process 4711 \(peer\) has it open\.[\s\S]*0 ms of processor time/u,
    );
  });

  test('who runs meanwhile may be copying', async () => {
    let used = 0;
    const found = await diagnose(patient({}), { processorMs: () => (used += 50) }, LONG_AGO);
    expect(found.evidence.at(-1)).toMatchObject({ kind: 'processor', speaksFor: 'neither' });
  });

  test('nobody else has it open: rung 1', async () => {
    const report: HolderReport = { holders: [], complete: true, unseen: 'none' };
    const found = await diagnose(patient({ report }), idle, LONG_AGO);
    expect(found).toMatchObject({ verdict: 'stuck', rung: 1 });
    expect(kinds(found.safeActions)).toEqual(['release', 'remove-stale']);
  });

  test('programs of ours that only look are in the way of no proof; a stranger who only reads is', async () => {
    const observer: Holder = { ...peer, ours: true, rights: 'read' };
    const proven = await diagnose(patient({ report: { holders: [observer], complete: true, unseen: 'none' } }), idle, LONG_AGO);
    expect(proven).toMatchObject({ verdict: 'stuck', rung: 1 });
    expect(proven.evidence.map(({ text }) => inEnglish(text)).join('\n')).toContain('only looks at it');
    const report: HolderReport = { holders: [{ ...observer, ours: false }], complete: true, unseen: 'none' };
    expect(await diagnose(patient({ report }), idle, LONG_AGO)).toMatchObject({ rung: 3 });
  });

  test('nobody is seen, but not everybody could be looked into: no proof', async () => {
    const report: HolderReport = { holders: [], complete: false, unseen: 'any', reason: verbatim('3 processes of other users') };
    const found = await diagnose(patient({ report }), idle, LONG_AGO);
    expect(found).toMatchObject({ verdict: 'stuck', rung: 3 });
    expect(inEnglish(found.summary)).toContain('3 processes of other users');
  });

  test('only ours have it open, and its publisher is dead: rung 2', async () => {
    const report: HolderReport = { holders: [{ ...peer, ours: true }], complete: true, unseen: 'none' };
    // No process has this number: it is beyond what the kernel gives.
    const dead = { report, othersOfOurs: true, publisherPid: 2 ** 22 + 1 };
    expect(await diagnose(patient(dead), idle, LONG_AGO)).toMatchObject({ verdict: 'stuck', rung: 2 });
    expect(await diagnose(patient({ ...dead, writerClaimed: true }), idle, LONG_AGO)).toMatchObject({ rung: 3 });
  });

  test('somebody is stopped: it may go on', async () => {
    const report: HolderReport = { holders: [{ ...peer, state: 'stopped' }], complete: true, unseen: 'none' };
    const found = await diagnose(patient({ report }), idle, LONG_AGO);
    expect(found).toMatchObject({ verdict: 'stopped', rung: 3 });
    expect(inEnglish(found.summary)).toContain('process 4711 (peer) is stopped');
  });

  test('a picture of 16 GiB may take its time', async () => {
    const found = await diagnose(patient({ payloadBytes: 16 * 1024 ** 3 }), idle, LONG_AGO);
    expect(found).toMatchObject({ verdict: 'busy', rung: 0 });
    expect(found.evidence[1]).toMatchObject({ kind: 'time', speaksFor: 'busy' });
  });

  test('a word that comes back to what it was is in use all the same', async () => {
    const words = [0x8000_0000, 0x8000_0001, 0x8000_0000];
    const report: HolderReport = { holders: [], complete: true, unseen: 'none' };
    const { lock } = patient({ words, report });
    expect(await releaseLock(lock, { force: false })).toMatchObject({ released: false, inUse: true });
    expect(lock.word.exchange).not.toHaveBeenCalled();
  });

  test('nothing is ever written', async () => {
    const looked = patient({});
    await diagnose(looked, idle, LONG_AGO);
    expect(looked.lock.word.exchange).not.toHaveBeenCalled();
  });
});
