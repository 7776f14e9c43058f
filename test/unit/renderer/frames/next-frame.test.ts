import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NextFrame } from '../../../../renderer/frames/next-frame.ts';

let screen: (() => void) | undefined;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => {
    screen = callback;
    return 1;
  });
  vi.stubGlobal('cancelAnimationFrame', () => {
    screen = undefined;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the next frame of the screen', () => {
  it('comes once, however often it is asked for', () => {
    const drawn = vi.fn();
    const next = new NextFrame(drawn);
    next.ask();
    next.ask();
    screen?.();
    vi.advanceTimersByTime(1000);
    expect(drawn).toHaveBeenCalledOnce();
  });

  it('comes by a timer where the screen has forgotten it, at the speed of a screen, until that calls again', () => {
    const next = new NextFrame(() => {
      drawn++;
      next.ask();
    });
    let drawn = 0;
    next.ask();
    vi.advanceTimersByTime(99);
    expect(drawn).toBe(0);
    vi.advanceTimersByTime(1 + 16 * 5);
    expect(drawn).toBe(6);
    screen?.();
    expect(drawn).toBe(7);
    vi.advanceTimersByTime(99);
    expect(drawn).toBe(7);
  });

  it('does not come when it is not wanted any more', () => {
    const drawn = vi.fn();
    const next = new NextFrame(drawn);
    next.ask();
    next.cancel();
    vi.advanceTimersByTime(1000);
    expect([drawn.mock.calls.length, screen]).toEqual([0, undefined]);
  });
});
