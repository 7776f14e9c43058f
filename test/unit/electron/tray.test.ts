import { describe, expect, it, vi } from 'vitest';
import type { Camera, CameraState } from '../../../backend/contract.ts';
import { trayMenu, trayToolTip } from '../../../electron/main/tray.ts';
import { wordsFor } from '../../../electron/main/words.ts';

vi.mock('electron', () => import('./fake-electron.ts'));

const camera = (name: string, state: CameraState): Camera => ({
  id: `local:${name}`,
  name,
  namespace: 'local',
  osName: name,
  label: '',
  foundBy: ['os'],
  state,
  since: 0,
  observe: false,
});
const CAMERAS = [camera('b', 'stalled'), camera('a & b', 'live'), camera('c', 'not-found'), camera('d', 'live')];

describe('the tray', () => {
  it('counts the states, the live ones first', () => {
    expect(trayToolTip(CAMERAS, wordsFor('en'))).toBe('Shared Camera Viewer: 2 live, 1 stalled, 1 not found');
    expect(trayToolTip(CAMERAS, wordsFor('de'))).toBe('Shared Camera Viewer: 2 live, 1 steht still, 1 nicht gefunden');
    expect(trayToolTip([], wordsFor('en'))).toBe('Shared Camera Viewer: No cameras');
  });

  it('has every camera with its state, and shows the one that is clicked', () => {
    const show = vi.fn();
    const menu = trayMenu(CAMERAS, wordsFor('en'), { show, quit: vi.fn() });
    expect(menu.map(({ label, type }) => label ?? type)).toEqual([
      '● a && b – live',
      '● d – live',
      '◐ b – stalled',
      '○ c – not found',
      'separator',
      'Show the viewer',
      'Quit',
    ]);
    const [, , item] = menu as { click?: () => void }[];
    item?.click?.();
    expect(show).toHaveBeenCalledWith('local:b');
  });

  it('counts what it has no room for', () => {
    const many = Array.from({ length: 25 }, (_, index) => camera(`cam${index}`, 'live'));
    const labels = trayMenu(many, wordsFor('en'), { show: vi.fn(), quit: vi.fn() }).map(({ label }) => label);
    expect(labels).toHaveLength(24);
    expect(labels[20]).toBe('+ 5');
  });
});
