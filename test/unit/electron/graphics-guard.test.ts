import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as electron from './fake-electron.ts';

vi.mock('electron', () => import('./fake-electron.ts'));
const { watchProcesses } = await import('../../../electron/main/graphics-guard.ts');

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => {
  vi.useRealTimers();
  electron.app.removeAllListeners();
});

const gone = (type: string, reason = 'crashed') => electron.app.emit('child-process-gone', {}, { type, reason, exitCode: 5 });

it('tells how often the graphics ended within a minute, and of no other process', () => {
  const lost: number[] = [];
  const lines: string[] = [];
  watchProcesses(
    (times) => lost.push(times),
    (line) => lines.push(line),
  );
  gone('GPU');
  gone('Utility');
  gone('GPU', 'clean-exit');
  vi.advanceTimersByTime(50_000);
  gone('GPU', 'killed');
  vi.advanceTimersByTime(20_000);
  gone('GPU');
  expect(lost).toEqual([1, 2, 2]);
  expect(lines).toHaveLength(4);
  expect(lines[1]).toBe('a process of the kind "Utility" has gone: crashed (5)');
});
