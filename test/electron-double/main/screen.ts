import { refusing } from './refusing.ts';

const TASKBAR = 40;

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `1920x1080` each, from left to right; the first is the primary one. */
const sizes = (process.env['ELECTRON_DOUBLE_DISPLAYS'] ?? '1920x1080').split(',').map((size) => size.split('x').map(Number));

const displays = sizes.map(([width = 0, height = 0], index) => {
  const x = sizes.slice(0, index).reduce((sum, [before = 0]) => sum + before, 0);
  return {
    id: index + 1,
    label: `Display ${index + 1} of the double`,
    bounds: { x, y: 0, width, height },
    workArea: { x, y: 0, width, height: height - TASKBAR },
    size: { width, height },
    workAreaSize: { width, height: height - TASKBAR },
    scaleFactor: 1,
    rotation: 0,
    internal: false,
  };
});
const [primary] = displays;
if (!primary) throw new Error('ELECTRON_DOUBLE_DISPLAYS names no display.');

/** docs/api/screen.md, with displays that never change. */
export const screen = refusing(
  {
    getAllDisplays: () => [...displays],
    getPrimaryDisplay: () => primary,
    /** The one that has most of the rectangle. */
    getDisplayMatching: (rectangle: Rectangle) =>
      displays.reduce((best, each) => (common(each.bounds, rectangle) > common(best.bounds, rectangle) ? each : best)),
  },
  'screen',
);

function common(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(width, 0) * Math.max(height, 0);
}
