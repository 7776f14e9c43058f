import { beforeEach, expect, it, vi } from 'vitest';
import type { ContextEvents } from '../../../../renderer/frames/painters/webgl2-painter.ts';

let card: ContextEvents | undefined;
vi.mock('../../../../renderer/frames/painters/webgl2-painter.ts', () => ({
  WebGl2Painter: {
    create: (events: ContextEvents) => {
      card = events;
      return { kind: 'webgl2', refusal: () => undefined };
    },
  },
}));
const { PainterPool } = await import('../../../../renderer/frames/painters/painter-pool.ts');

const frame = { header: { width: 4, height: 4, format: 'RGB24' } } as never;
const rendering = { mapped: false, tones: undefined } as never;

function pool() {
  const painters = new PainterPool();
  painters.drawing = 'webgl2';
  const drawnBy = () => painters.choose(frame, rendering);
  const lose = () => {
    card?.lost();
    const { kind } = drawnBy();
    card?.restored();
    return kind;
  };
  return { drawnBy, lose };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));

it('draws without the graphics card while that is lost, and with it again afterwards', () => {
  const { drawnBy, lose } = pool();
  expect(lose()).toBe('2d');
  expect(drawnBy().kind).toBe('webgl2');
  vi.advanceTimersByTime(31_000);
  expect(lose()).toBe('2d');
  vi.advanceTimersByTime(31_000);
  lose();
  expect(drawnBy().kind).toBe('webgl2');
});

it('leaves one alone that was lost three times within a minute', () => {
  const { drawnBy, lose } = pool();
  for (let time = 1; time <= 3; time++) lose();
  expect(drawnBy()).toMatchObject({ kind: '2d', obstacle: 'the graphics context was lost again and again' });
  vi.advanceTimersByTime(600_000);
  expect(drawnBy().kind).toBe('2d');
});
