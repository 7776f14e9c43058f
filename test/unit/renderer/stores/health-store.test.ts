import { expect, test } from 'vitest';
import type { HealthEvent } from '../../../../backend/contract.ts';
import { forgetEvents, putEvents, useHealth } from '../../../../renderer/stores/health-store.ts';

const event = (number: number, camera = 'local:a'): HealthEvent => ({ number, camera, at: number, kind: 'restarted' });
const numbers = () => useHealth.getState().events['local:a']?.map(({ number }) => number);

test('what is told and what is asked for meet in their order, each once, bounded', () => {
  forgetEvents();
  putEvents([event(5), event(6, 'local:b')]);
  putEvents([event(3), event(4), event(5)]);
  expect(numbers()).toEqual([3, 4, 5]);
  putEvents(Array.from({ length: 600 }, (_, i) => event(10 + i)));
  expect(numbers()).toHaveLength(500);
  expect(numbers()?.at(-1)).toBe(609);
  expect(useHealth.getState().events['local:b']).toHaveLength(1);
});
