import { readFileSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import * as z from 'zod/mini';

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rectangle extends Size {
  readonly x: number;
  readonly y: number;
}

export interface WindowState {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
  readonly fullScreen: boolean;
  readonly alwaysOnTop: boolean;
}

export const MINIMUM_SIZE = { width: 640, height: 420 };
const FIRST_SIZE = { width: 1280, height: 800 };
/** So much of a window must lie on a display that it can be seen and dragged. */
const VISIBLE_PIXELS = 96;

const coordinate = z.int().check(z.minimum(-100_000), z.maximum(100_000));
const length = z.int().check(z.minimum(1), z.maximum(100_000));
export const rectangleSchema = z.object({ x: coordinate, y: coordinate, width: length, height: length });

const stateSchema = z.object({
  bounds: rectangleSchema,
  maximized: z.boolean(),
  fullScreen: z.boolean(),
  /** Earlier versions did not know it. */
  alwaysOnTop: z._default(z.boolean(), false),
});

/** What was saved, or undefined where nothing usable was: a damaged file costs the window's place, not the start. */
export function loadWindowState(path: string): WindowState | undefined {
  try {
    return z.safeParse(stateSchema, JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

export function saveWindowState(path: string, state: WindowState): void {
  writeFileAtomic.sync(path, `${JSON.stringify(state)}\n`);
}

/** Bounds that fit the displays of today: the saved ones where they can still be seen, else the middle of the first work area. */
export function fitBounds(
  saved: Rectangle | undefined,
  workAreas: readonly [Rectangle, ...Rectangle[]],
  minimum: Size = MINIMUM_SIZE,
): Rectangle {
  if (!saved) return centred(FIRST_SIZE, workAreas[0], minimum);
  for (const area of workAreas) {
    const fitted = { ...saved, ...fitSize(saved, area, minimum), y: Math.max(saved.y, area.y) };
    if (isVisibleOn(saved, area) && isVisibleOn(fitted, area)) return fitted;
  }
  return centred(saved, workAreas[0], minimum);
}

function isVisibleOn(bounds: Rectangle, area: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const titleIsThere = bounds.y + VISIBLE_PIXELS > area.y && bounds.y + VISIBLE_PIXELS < area.y + area.height;
  return width >= VISIBLE_PIXELS && titleIsThere;
}

function centred(size: Size, area: Rectangle, minimum: Size): Rectangle {
  const { width, height } = fitSize(size, area, minimum);
  const x = area.x + Math.floor((area.width - width) / 2);
  const y = area.y + Math.floor((area.height - height) / 2);
  return { x, y, width, height };
}

function fitSize(size: Size, area: Rectangle, minimum: Size): Size {
  return {
    width: Math.max(Math.min(size.width, area.width), minimum.width),
    height: Math.max(Math.min(size.height, area.height), minimum.height),
  };
}
