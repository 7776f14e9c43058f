import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { View } from '../../../../backend/contract.ts';
import { settingsSchema } from '../../../../backend/contract.ts';
import { FREE_COLUMNS, GRIDS, MAX_TILES, ONE_TILE, type Place, parseView, tileCount } from '../../../../native/core/view.ts';
import {
  addTile,
  cameraInTile,
  fillTiles,
  neighbour,
  putIntoTile,
  removeTile,
  stepTile,
  swapTiles,
  withGrid,
} from '../../../../renderer/features/views/view-model.ts';
import { sameView, targetOf, viewOnPage } from '../../../../renderer/features/views/view-on-page.ts';
import { formatRoute, parseRoute } from '../../../../renderer/route.ts';

const view = (grid: View['grid'], tiles: (string | null)[] = [], places: Place[] = []): View => ({ grid, tiles, places });
const place = (x: number, y: number, width = 4, height = 4): Place => ({ x, y, width, height });

function overlapping({ places }: View): boolean {
  return places.some((a, at) =>
    places.some(
      (b, other) => other > at && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
    ),
  );
}

describe('tiles of a view', () => {
  it('any camera goes into any tile, the same one into several, and comes out again', () => {
    const both = putIntoTile(putIntoTile(view(4), 2, 'local:a'), 0, 'local:a');
    expect(both.tiles).toEqual(['local:a', null, 'local:a']);
    expect(cameraInTile(putIntoTile(both, 0, undefined), 0)).toBeUndefined();
    expect(swapTiles(putIntoTile(both, 3, 'local:b'), 0, 3).tiles).toEqual(['local:b', null, 'local:a', 'local:a']);
    expect(swapTiles(both, 0, 1).tiles).toEqual([null, 'local:a', 'local:a']);
  });

  it('a smaller grid keeps what it has no room for', () => {
    const nine = view(9, ['a', 'b', 'c', 'd', 'e']);
    expect(withGrid(withGrid(nine, 4), 9)).toEqual(nine);
    expect(tileCount(withGrid(nine, 4))).toBe(4);
  });

  it.each([...GRIDS.filter((grid) => grid !== 'free')])('the free layout begins as the grid of %s looked', (grid) => {
    const free = withGrid(view(grid), 'free');
    expect(tileCount(free)).toBe(grid === 1 ? 4 : grid);
    expect(parseView(free)).toEqual(free);
    expect(overlapping(free)).toBe(false);
    expect(free.places.reduce((sum, { width, height }) => sum + width * height, 0)).toBe(FREE_COLUMNS ** 2);
  });

  it('arrows go to the next tile and stay at the edge', () => {
    const nine = view(9);
    expect([
      neighbour(nine, 4, 'left'),
      neighbour(nine, 4, 'up'),
      neighbour(nine, 4, 'right'),
      neighbour(nine, 4, 'down'),
    ]).toEqual([3, 1, 5, 7]);
    expect([neighbour(nine, 2, 'right'), neighbour(nine, 0, 'up'), neighbour(view(1), 0, 'down')]).toEqual([2, 0, 0]);
    // A large tile beside two small ones.
    const free = view('free', [], [place(0, 0, 8, 8), place(8, 0), place(8, 4)]);
    expect([neighbour(free, 1, 'left'), neighbour(free, 2, 'left'), neighbour(free, 1, 'down')]).toEqual([0, 0, 2]);
  });

  it('filling takes each live camera once, into empty tiles first, and grows as far as it must', () => {
    const filled = fillTiles(view(4, [null, 'a']), ['a', 'b', 'c']);
    expect(filled).toEqual(view(4, ['b', 'a', 'c']));
    const grown = fillTiles(view(4, ['a', null, null, null, 'beyond']), ['a', 'b', 'c', 'd', 'e']);
    expect(grown.grid).toBe(9);
    expect(grown.tiles.filter(Boolean)).toEqual(['a', 'b', 'c', 'd', 'e']);
    const many = Array.from({ length: 40 }, (_, index) => `cam${index}`);
    const most = fillTiles(view(1), many);
    expect([most.grid, most.tiles.length]).toEqual([25, MAX_TILES]);
    const free = fillTiles(view('free', [], [place(0, 0)]), ['a', 'b', 'c']);
    expect([free.places.length, free.tiles, overlapping(free)]).toEqual([3, ['a', 'b', 'c'], false]);
  });

  it('free tiles are added into gaps, removed with their camera, and always one is left', () => {
    const two = addTile(view('free', ['a'], [place(0, 0)]));
    expect(two.places[1]).toEqual(place(4, 0));
    expect(removeTile(putIntoTile(two, 1, 'b'), 0)).toEqual(view('free', ['b'], [place(4, 0)]));
    expect(removeTile(view('free', ['a'], [place(0, 0)]), 0)).toEqual(view('free', [null], [place(0, 0)]));
    let full = view('free', [], [place(0, 0)]);
    for (let more = 0; more < 40; more++) full = addTile(full);
    expect([full.places.length, overlapping(full)]).toEqual([MAX_TILES, false]);
  });

  it('steps of the keyboard never let tiles overlap or leave the layout', () => {
    const step = fc.record({
      tile: fc.nat(8),
      direction: fc.constantFrom('left', 'right', 'up', 'down') as fc.Arbitrary<'left' | 'right' | 'up' | 'down'>,
      change: fc.constantFrom('move', 'size') as fc.Arbitrary<'move' | 'size'>,
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let free = withGrid(view(9), 'free');
        for (const { tile, direction, change } of steps) free = stepTile(free, tile, direction, change);
        expect(overlapping(free)).toBe(false);
        expect(parseView(free)).toEqual(free);
      }),
    );
    const down = stepTile(view('free', [], [place(0, 0), place(0, 4)]), 0, 'down', 'move');
    expect(down.places).toEqual([place(0, 1), place(0, 5)]);
  });
});

describe('views from outside', () => {
  it('what is no view is none, in an address and in the settings', () => {
    const bad: unknown[] = [
      undefined,
      'view',
      {},
      { ...ONE_TILE, grid: 2 },
      { ...ONE_TILE, tiles: [''] },
      { ...ONE_TILE, tiles: [3] },
      { ...ONE_TILE, tiles: Array(26).fill(null) },
      view('free', [], [place(10, 0)]),
      view('free', [], [place(0, -1)]),
      view('free', [], [place(0, 0, 0, 4)]),
      view('free', [], [place(0, 0, 1.5, 4)]),
    ];
    for (const value of bad) {
      expect(parseView(value)).toBeUndefined();
      expect(parseRoute(`#/tiles/${encodeURIComponent(JSON.stringify(value) ?? 'undefined')}`).view).toBe('cameras');
      expect(settingsSchema.shape.view.safeParse(value).success).toBe(false);
    }
    expect(settingsSchema.shape.savedViews.safeParse([1, 2].map(() => ({ name: 'same', view: ONE_TILE }))).success).toBe(false);
  });

  it('an address leads back to what it names', () => {
    const tiles = view('free', ['local:a b/c', null], [place(0, 0), place(4, 0)]);
    const targets = [
      { kind: 'saved', name: 'Line 1 / night?' },
      { kind: 'camera', camera: 'custom:a:b' },
      { kind: 'tiles', view: tiles },
    ] as const;
    for (const target of targets) expect(parseRoute(formatRoute({ view: 'viewer', target }))).toEqual({ view: 'viewer', target });
  });

  it('a view is named the shortest way: saved, one camera, or all of it', () => {
    const saved = { name: 'Night', view: view(4, ['a', null, 'b']) };
    expect(targetOf(view(4, ['a', null, 'b', null, 'beyond']), [saved])).toEqual({ kind: 'saved', name: 'Night' });
    expect(targetOf(view(1, ['a']), [saved])).toEqual({ kind: 'camera', camera: 'a' });
    expect(targetOf(view(4, ['a']), [saved])).toMatchObject({ kind: 'tiles' });
    expect(sameView(view(4, ['a']), view(9, ['a']))).toBe(false);
  });

  it('the page shows what its address names, else the view of the settings; one tile shows the chosen camera', () => {
    const kept = { view: view(4, ['a']), savedViews: [{ name: 'Night', view: view(9, ['n']) }], selected: null };
    const on = (hash: string, settings = kept) => viewOnPage(parseRoute(hash), settings, []);
    expect(on('#/cameras')).toBe(kept.view);
    expect(on('#/view/Night')).toBe(kept.savedViews[0]?.view);
    expect(on('#/view/Day')).toBeUndefined();
    expect(on('#/camera/local%3Ax')?.tiles).toEqual(['local:x']);
    expect(on('#/cameras', { ...kept, view: view(1, ['a']) })).toEqual(view(1, [null]));
  });
});
