import { describe, expect, it } from 'vitest';
import { SharedCameraError } from '../../../../native/core/errors.ts';
import { reportOf } from '../../../../renderer/bridge/rejection.ts';

describe('reportOf', () => {
  it('takes a report as it is, and makes one of anything else', () => {
    const report = new SharedCameraError('NOT_FOUND', 'gone').report();
    expect(reportOf(report)).toBe(report);
    expect(reportOf(new SharedCameraError('EXISTS', 'there'))).toMatchObject({ code: 'EXISTS', message: 'there' });
    expect(reportOf(new Error('odd'))).toMatchObject({ code: 'GENERAL_FAILURE', message: 'odd' });
    expect(reportOf({ code: 'NO_SUCH_CODE', message: 'x' })).toMatchObject({ code: 'GENERAL_FAILURE' });
    expect(reportOf(undefined)).toMatchObject({ code: 'GENERAL_FAILURE' });
  });
});
