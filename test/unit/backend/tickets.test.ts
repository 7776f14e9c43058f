import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Tickets } from '../../../backend/tickets.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const outdated = expect.objectContaining({ code: 'OUTDATED' });

test('a ticket is good for a while, and to take once', () => {
  const tickets = new Tickets<string>(1000);
  const { token, expiresAt } = tickets.issue('plan');
  expect(expiresAt).toBe(Date.now() + 1000);
  expect([tickets.peek(token), tickets.peek(token), tickets.take(token)]).toEqual(['plan', 'plan', 'plan']);
  expect(() => tickets.take(token)).toThrow(outdated);
});

test('it expires', () => {
  const tickets = new Tickets<string>(1000);
  const { token } = tickets.issue('plan');
  vi.advanceTimersByTime(1001);
  expect(() => tickets.peek(token)).toThrow(outdated);
});

test('there are never many: the oldest go', () => {
  const tickets = new Tickets<number>(1000);
  const tokens = Array.from({ length: 1000 }, (_, index) => tickets.issue(index).token);
  expect(() => tickets.peek(tokens[0] ?? '')).toThrow(outdated);
  expect(tickets.peek(tokens.at(-1) ?? '')).toBe(999);
});
