import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  fitBounds,
  loadWindowState,
  MINIMUM_SIZE,
  type Rectangle,
  saveWindowState,
} from '../../../electron/main/window-state.ts';

const left: Rectangle = { x: 0, y: 30, width: 1920, height: 1050 };
const right: Rectangle = { x: 1920, y: 0, width: 1280, height: 1024 };

describe('where the window opens', () => {
  it('is the middle of the first display at the first start', () => {
    expect(fitBounds(undefined, [left, right])).toEqual({ x: 320, y: 155, width: 1280, height: 800 });
  });

  it('is where it was, on any display that is still there', () => {
    for (const saved of [
      { x: 100, y: 100, width: 900, height: 700 },
      { x: 2000, y: 50, width: 800, height: 600 },
      { x: -500, y: 60, width: 1000, height: 600 },
    ])
      expect(fitBounds(saved, [left, right])).toEqual(saved);
  });

  it('is a visible place when the display has gone, and fits a smaller one', () => {
    const saved = { x: 2000, y: 50, width: 2400, height: 1500 };
    expect(fitBounds(saved, [left])).toEqual({ x: 0, y: 30, width: 1920, height: 1050 });
    expect(fitBounds({ x: 100, y: 40, width: 3000, height: 3000 }, [left])).toMatchObject({ width: 1920, height: 1050 });
    expect(fitBounds({ x: 100, y: -20, width: 900, height: 600 }, [left]).y).toBe(30);
  });

  it('can always be grabbed, wherever it was', () => {
    const number = fc.integer({ min: -100_000, max: 100_000 });
    const length = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(fc.record({ x: number, y: number, width: length, height: length }), (saved) => {
        const { x, y, width, height } = fitBounds(saved, [left, right]);
        const onDisplay = [left, right].some(
          (area) => x + width > area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height,
        );
        return onDisplay && width >= MINIMUM_SIZE.width && height >= MINIMUM_SIZE.height && width <= 1920 && height <= 1050;
      }),
    );
  });
});

describe('the remembered window', () => {
  it('comes back as it was saved, and is forgotten when the file is damaged', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sharedcam-window-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'window.json');
    expect(loadWindowState(path)).toBeUndefined();
    const state = { bounds: left, maximized: true, fullScreen: false, alwaysOnTop: true };
    saveWindowState(path, state);
    expect(loadWindowState(path)).toEqual(state);
    for (const text of ['', '{', 'null', '{"bounds":{"x":1e99}}', JSON.stringify({ ...state, bounds: { ...left, width: 0 } })]) {
      writeFileSync(path, text);
      expect(loadWindowState(path)).toBeUndefined();
    }
  });
});
