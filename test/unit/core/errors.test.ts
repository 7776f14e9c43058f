import { describe, expect, it } from 'vitest';
import { ERROR_KINDS, type ErrorCode, isErrorCode, SharedCameraError, toErrorReport } from '../../../native/core/errors.ts';

describe('errors', () => {
  it('keeps the names and numbers of the crate', () => {
    const crate = (code: ErrorCode) => {
      const kind = ERROR_KINDS[code];
      return 'crate' in kind ? `${kind.crate.name} ${kind.crate.number}` : undefined;
    };
    expect(crate('READ_LOCKED')).toBe('ReadLocked 0');
    expect(crate('WRITE_LOCKED')).toBe('WriteLocked 1');
    expect(crate('UNINITIALISED')).toBe('Uninitialized 2');
    expect(crate('MAX_READERS')).toBe('MaxReaders 3');
    expect(crate('NOT_ENOUGH_MEMORY')).toBe('NotEnoughMemory 4');
    expect(crate('NOT_FOUND')).toBe('MMF_NotFound 5');
    expect(crate('LOCK_CORRUPT')).toBe('LockViolation 6');
    expect(crate('TIMEOUT')).toBe('MaxTriesReached 7');
    expect(crate('GENERAL_FAILURE')).toBe('GeneralFailure 253');
    expect(crate('OS_ERROR')).toBe('OS_Err 254');
  });

  it('has the promised exit codes', () => {
    const exits = {
      NOT_FOUND: 3,
      ACCESS_DENIED: 4,
      EXISTS: 5,
      SIZE_MISMATCH: 6,
      TIMEOUT: 7,
      UNINITIALISED: 8,
      LOCK_LOST: 9,
    } as const;
    for (const [code, exit] of Object.entries(exits)) expect(ERROR_KINDS[code as ErrorCode].exit).toBe(exit);
    expect([ERROR_KINDS.LOCK_CORRUPT.exit, ERROR_KINDS.USAGE.exit, ERROR_KINDS.NAME_INVALID.exit]).toEqual([9, 2, 2]);
  });

  it.each(Object.entries(ERROR_KINDS))('%s has a cause and a remedy in whole sentences', (_, { cause, remedy, exit }) => {
    for (const text of [cause, remedy]) expect(text).toMatch(/^[A-Z].*\.$/s);
    expect(exit).toBeGreaterThan(0);
  });

  it('survives the way to another process as JSON', () => {
    const error = new SharedCameraError('SIZE_MISMATCH', 'It has 10 bytes and needs 20.', {
      details: { have: 10, need: 20 },
      os: { call: 'MapViewOfFile', number: 5 },
      cause: 'A special cause.',
    });
    const back = SharedCameraError.fromReport(JSON.parse(JSON.stringify(toErrorReport(error))));
    expect(back).toBeInstanceOf(SharedCameraError);
    expect(back.report()).toEqual(error.report());
    expect(back.remedy).toBe(ERROR_KINDS.SIZE_MISMATCH.remedy);
    expect(back.os).toEqual({ call: 'MapViewOfFile', number: 5 });
  });

  it('takes whatever was thrown', () => {
    expect(toErrorReport(new RangeError('odd'))).toMatchObject({ code: 'GENERAL_FAILURE', message: 'odd', details: {} });
    expect(toErrorReport('text')).toMatchObject({ code: 'GENERAL_FAILURE', message: 'text' });
    expect(toErrorReport(undefined)).toMatchObject({ code: 'GENERAL_FAILURE', message: 'undefined' });
    expect(toErrorReport(null)).not.toHaveProperty('os');
  });

  it('knows its codes and not those of Object', () => {
    expect(isErrorCode('TIMEOUT')).toBe(true);
    expect(isErrorCode('timeout')).toBe(false);
    expect(isErrorCode('toString')).toBe(false);
  });
});
