import { beforeEach, describe, expect, test } from 'vitest';
import { FITTED } from '../../../../renderer/features/picture/viewport.ts';
import {
  changeViewport,
  resetViewport,
  setGeometry,
  toggleLinked,
  useViewports,
  viewportOfTile,
} from '../../../../renderer/stores/viewport-store.ts';

const large = { source: { width: 1280, height: 720 }, view: { width: 640, height: 360 }, pixelRatio: 1 };
const small = { ...large, source: { width: 640, height: 360 } };
const of = (tile: number) => viewportOfTile(tile)(useViewports.getState());

beforeEach(() => {
  useViewports.setState({ tiles: {}, geometries: {}, linked: false });
  setGeometry(0, large);
  setGeometry(1, small);
});

describe('viewports', () => {
  test('belong to their tile', () => {
    changeViewport(0, (viewport) => ({ ...viewport, scale: 4 }));
    expect(of(0).scale).toBe(4);
    expect(of(1)).toBe(FITTED);
    resetViewport(0);
    expect(of(0)).toBe(FITTED);
  });

  test('of a tile without a picture do not change', () => {
    changeViewport(7, (viewport) => ({ ...viewport, scale: 4 }));
    expect(of(7)).toBe(FITTED);
  });

  test('linked: the same part of every picture', () => {
    changeViewport(0, (viewport) => ({ ...viewport, scale: 4, centre: { x: 0.3, y: 0.6 } }));
    toggleLinked(0);
    expect(of(1)).toEqual({ ...FITTED, scale: 8, centre: { x: 0.3, y: 0.6 } });
    changeViewport(1, (viewport) => ({ ...viewport, turns: 1 }));
    expect(of(0).turns).toBe(1);
    toggleLinked(0);
    changeViewport(1, () => FITTED);
    expect(of(0).scale).toBe(4);
  });

  test('follow a view that becomes larger: nothing empty beside the picture', () => {
    changeViewport(0, (viewport) => ({ ...viewport, scale: 1, centre: { x: 0, y: 0 } }));
    setGeometry(0, { ...large });
    expect(of(0).centre).toEqual({ x: 0.25, y: 0.25 });
    setGeometry(0, { ...large, view: { width: 1280, height: 720 } });
    expect(of(0).centre).toEqual({ x: 0.5, y: 0.5 });
  });
});
