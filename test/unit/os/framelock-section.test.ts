import { randomUUID } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type CopyPlan, wholePlan } from '../../../native/core/copy-plan.ts';
import { loadFramelock, type NativeView } from '../../../native/os/framelock.ts';
import { getOsBackend } from '../../../native/os/index.ts';
import { WatchSet } from '../../../native/os/watch-set.ts';
import { pattern } from './framelock-arena.ts';

const framelock = loadFramelock();
const PAGE = 4096;

/** A shared memory object as a file of its own, sparse, and mapped through the back end. */
function sparse(bytes: number): { fd: number; view: NativeView } {
  const backend = getOsBackend();
  const name = backend.name(`fl-${randomUUID().slice(0, 13)}`, 'custom');
  const path = `/dev/shm${name.osName}`;
  const fd = openSync(path, 'wx+', 0o600);
  onTestFinished(() => {
    closeSync(fd);
    rmSync(path, { force: true });
  });
  ftruncateSync(fd, bytes);
  const section = backend.openSection(name, { access: 'write', trust: false });
  onTestFinished(() => section.close());
  const { address } = section.mapView(0, bytes, 'write');
  return { fd, view: { word: address, payload: address + 4n, payloadBytes: bytes - 4, trailer: 0n } };
}

describe.skipIf(process.platform !== 'linux')('a shared memory object', () => {
  it('that is truncated behind its first page is VANISHED, and the lock is given back', async () => {
    const { fd, view } = sparse(16 * PAGE);
    const buffer = new Uint8Array(view.payloadBytes);
    expect(framelock.read(view, wholePlan(buffer.length), buffer, undefined, 10).code).toBe('OK');
    ftruncateSync(fd, PAGE);
    expect(framelock.read(view, wholePlan(buffer.length), buffer, undefined, 10).code).toBe('VANISHED');
    expect(framelock.write(view, buffer, { zeroTail: false }, 10).code).toBe('VANISHED');
    expect((await framelock.readAsync(view, wholePlan(buffer.length), buffer, undefined, 10)).code).toBe('VANISHED');
    expect(framelock.load(view.word)).toBe(0);
    // What is left can still be read.
    expect(framelock.read(view, wholePlan(1000), buffer, undefined, 10).code).toBe('OK');
  });

  it('that is truncated to nothing is VANISHED in every call, never a signal', async () => {
    const { fd, view } = sparse(4 * PAGE);
    const plan = wholePlan(view.payloadBytes);
    const buffer = new Uint8Array(view.payloadBytes);
    const watches = new WatchSet(2);
    const slot = watches.add(view, plan, buffer);
    ftruncateSync(fd, 0);
    expect(() => framelock.load(view.word)).toThrow(expect.objectContaining({ code: 'VANISHED' }));
    expect(() => framelock.exchange(view.word, 0, 1)).toThrow(expect.objectContaining({ code: 'VANISHED' }));
    const codes = [
      framelock.lockRead(view.word, 5),
      framelock.lockWrite(view.word, 5),
      framelock.waitInitialised(view.word, 5),
      framelock.read(view, plan, buffer, undefined, 5),
      framelock.observe(view, plan, buffer, undefined, 5),
      framelock.write(view, buffer, { zeroTail: false }, 5),
      await framelock.readAsync(view, plan, buffer, undefined, 5),
      await framelock.writeAsync(view, buffer, { zeroTail: false }, 5),
    ].map(({ code }) => code);
    expect(
      new Set([...codes, framelock.copyOut(view, plan, buffer, undefined), framelock.copyIn(view, buffer, { zeroTail: false })]),
    ).toEqual(new Set(['VANISHED']));
    expect(framelock.prefault(view.word, 4 * PAGE, true)).toBe('VANISHED');
    watches.arm(slot);
    await watches.poll(1000, 1);
    expect(watches.code(slot)).toBe('VANISHED');
    expect(watches.isArmed(slot)).toBe(false);
  });

  it('of more than 4 GiB is addressed beyond 4 GiB', ({ skip }) => {
    const bytes = 2 ** 32 + 64 * PAGE;
    const { blocks, bsize } = statfsSync('/dev/shm');
    skip(blocks * bsize < bytes, `/dev/shm holds ${blocks * bsize} bytes, ${bytes} are needed`);
    const { fd, view } = sparse(bytes);
    const offset = 2 ** 32 + 12_345;
    const marks = pattern(200, 5);
    writeSync(fd, marks, 0, 100, 4 + offset);
    writeSync(fd, marks, 100, 100, 4 + offset + 3 * 8192);
    const plane = { sourceOffset: offset, sourceStride: 8192, targetOffset: 0, targetStride: 100, rows: 2, groups: 100 };
    const plan: CopyPlan = { bytes: 200, planes: [{ ...plane, groupBytes: 1, stepX: 1, stepY: 3 }] };
    const target = new Uint8Array(200);
    expect(framelock.read(view, plan, target, undefined, 10).code).toBe('OK');
    expect(target).toEqual(marks);
    // The same numbers modulo 2^32 would fit: a 32-bit mistake anywhere would be taken.
    const beyond: CopyPlan = {
      bytes: 200,
      planes: [{ ...plane, sourceOffset: offset + 2 ** 32, groupBytes: 1, stepX: 1, stepY: 3 }],
    };
    expect(framelock.read(view, beyond, target, undefined, 10).code).toBe('BAD_ARGUMENT');
    expect(framelock.write(view, new Uint8Array(64), { zeroTail: false }, 10).code).toBe('BAD_ARGUMENT');
    // The last byte of all, and the one behind it.
    const last = { sourceStride: 1, targetOffset: 0, targetStride: 1, rows: 1, groups: 1, groupBytes: 1, stepX: 1, stepY: 1 };
    const byteAt = (sourceOffset: number): CopyPlan => ({ bytes: 1, planes: [{ ...last, sourceOffset }] });
    writeSync(fd, Uint8Array.of(77), 0, 1, bytes - 1);
    expect(framelock.read(view, byteAt(view.payloadBytes - 1), target, undefined, 10).code).toBe('OK');
    expect(target[0]).toBe(77);
    expect(framelock.read(view, byteAt(view.payloadBytes), target, undefined, 10).code).toBe('BAD_ARGUMENT');
  });
});
