import { expect, test } from 'vitest';
import type { Camera, HealthEvent } from '../../../../backend/contract.ts';
import { MOST_EVENTS } from '../../../../backend/contract-health.ts';
import { Timeline } from '../../../../backend/health/timeline.ts';
import { tightLayout } from '../../../../native/core/layout.ts';
import { camera } from './samples.ts';

const kinds = (events: readonly HealthEvent[]) => events.map((event) => (event.kind === 'state' ? event.state : event.kind));

function play(...looks: readonly (readonly [number, readonly Camera[]])[]) {
  const timeline = new Timeline();
  const told = looks.flatMap(([now, cameras]) => timeline.observe(cameras, now));
  return { timeline, told };
}

test('found, stalled when its last frame came, back, gone', () => {
  const { told, timeline } = play(
    [1000, [camera({ since: 900 })]],
    [5000, [camera({ state: 'stalled', since: 2500 })]],
    [6000, [camera({ state: 'stalled', since: 2500 })]],
    [9000, [camera({ since: 8900 })]],
    [9500, []],
  );
  expect(told.map(({ at }) => at)).toEqual([900, 2500, 8900, 9500]);
  expect(kinds(told)).toEqual(['live', 'stalled', 'live', 'gone']);
  expect(told[1]).toMatchObject({ before: 'live', camera: 'local:door' });
  expect(timeline.events('local:door')).toEqual(told);
});

test('the end of a publisher is told once, and again for the next one', () => {
  const ended = (pid: number) => camera({ state: 'stalled', since: 2, publisherEnded: { pid, killed: true } });
  const { told } = play([1, [camera()]], [5, [ended(7)]], [6, [ended(7)]], [7, [camera({ since: 7 })]], [9, [ended(8)]]);
  expect(told.filter(({ kind }) => kind === 'publisher-ended')).toMatchObject([
    { at: 5, pid: 7, killed: true },
    { at: 9, pid: 8, killed: true },
  ]);
});

test('a look that is not over is no state', () => {
  const { told } = play([1, [camera({ state: 'searching' })]], [2, [camera({ state: 'not-found', since: 2 })]]);
  expect(kinds(told)).toEqual(['not-found']);
});

test('another size and another layout', () => {
  const layout = tightLayout('RGB24', 4, 4);
  const other = tightLayout('RGB24', 8, 4);
  const { told } = play([1, [camera({ layout })]], [2, [camera({ layout: other, realBytes: 8192 })]]);
  expect(told.slice(1)).toMatchObject([
    { kind: 'resized', before: 4096, bytes: 8192 },
    { kind: 'layout', before: layout, layout: other },
  ]);
});

test('a still picture since its last change, and its movement; a stall is told as that alone', () => {
  const { told } = play(
    [10_000, [camera()]],
    [14_000, [camera({ stillSince: 10_500 })]],
    [20_000, [camera()]],
    [24_000, [camera({ stillSince: 20_500 })]],
    [26_000, [camera({ state: 'stalled', since: 25_000 })]],
  );
  expect(kinds(told)).toEqual(['live', 'still', 'moving', 'still', 'stalled']);
  expect(told[1]?.at).toBe(10_500);
});

test('what readers notice stands between the states, in the order of time, bounded', () => {
  const { timeline } = play([1, [camera()]]);
  timeline.note('local:door', 'restarted', 2);
  timeline.note('local:other', 'foreign-writer', 3);
  expect(kinds(timeline.events(null))).toEqual(['live', 'restarted', 'foreign-writer']);
  for (let i = 0; i < 2 * MOST_EVENTS; i++) timeline.note('local:door', 'lock-recovered', 4 + i);
  expect(timeline.events('local:door')).toHaveLength(MOST_EVENTS);
});
