import { refusing } from './refusing.ts';

const PRIMARY = {
  id: 1,
  label: 'The display of the double',
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1040 },
  size: { width: 1920, height: 1080 },
  workAreaSize: { width: 1920, height: 1040 },
  scaleFactor: 1,
  rotation: 0,
  internal: false,
};

/** docs/api/screen.md, with one display that never changes. */
export const screen = refusing({ getAllDisplays: () => [PRIMARY], getPrimaryDisplay: () => PRIMARY }, 'screen');
