import { describe, expect, it } from 'vitest';
import { withCleanup } from '../../../cli/cleanup.ts';

describe('withCleanup', () => {
  it('runs what was deferred, last one first, and answers with the result', async () => {
    const done: string[] = [];
    const result = await withCleanup(async (defer) => {
      defer(() => done.push('first'));
      defer(async () => done.push('second'));
      return 7;
    });
    expect([result, done]).toEqual([7, ['second', 'first']]);
  });

  it('does so after an error, and goes on when a cleanup fails', async () => {
    const done: string[] = [];
    const work = withCleanup(async (defer) => {
      defer(() => done.push('first'));
      defer(() => {
        throw new Error('cleanup');
      });
      throw new Error('work');
    });
    await expect(work).rejects.toThrow('cleanup');
    expect(done).toEqual(['first']);
  });
});
