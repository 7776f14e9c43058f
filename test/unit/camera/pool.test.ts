import { expect, onTestFinished, test, vi } from 'vitest';
import { FramePoller } from '../../../native/camera/frame-poller.ts';
import { ReaderPool } from '../../../native/camera/reader-pool.ts';
import { FakeMapping, testClock } from './fake-mapping.ts';
import { FakeWatches, settled } from './fake-watches.ts';

const OPTIONS = { name: 'cam', namespace: 'local', headerBytes: 0, stalledAfterMs: 1000, letsGo: false } as const;

function setUp() {
  const mappings: FakeMapping[] = [];
  const open = vi.fn(async () => {
    const mapping = new FakeMapping();
    mappings.push(mapping);
    return mapping;
  });
  const onChange = vi.fn();
  const pool = new ReaderPool(
    { open, poller: new FramePoller(new FakeWatches()), clock: testClock, copy: vi.fn() },
    { onChange, onNotice: vi.fn() },
  );
  onTestFinished(() => pool.close());
  return { pool, open, mappings, onChange };
}

test('one reader and one mapping, however many look; closed with the last of them', async () => {
  const { pool, open, mappings } = setUp();
  const first = pool.acquire(OPTIONS);
  const second = pool.acquire(OPTIONS);
  expect(second.reader).toBe(first.reader);
  expect(pool.find('cam', 'local')).toBe(first.reader);
  await settled();
  expect(open).toHaveBeenCalledOnce();
  first.release();
  first.release();
  await settled();
  expect(mappings[0]?.closed).toBe(false);
  second.release();
  expect(pool.find('cam', 'local')).toBeUndefined();
  await settled();
  expect(mappings[0]?.closed).toBe(true);
});

test('the same name in another namespace is another camera', () => {
  const { pool } = setUp();
  const local = pool.acquire(OPTIONS);
  const global = pool.acquire({ ...OPTIONS, namespace: 'global' });
  expect(global.reader).not.toBe(local.reader);
});

test('who comes after the last has gone gets a new one', async () => {
  const { pool, open } = setUp();
  const first = pool.acquire(OPTIONS);
  await settled();
  first.release();
  const second = pool.acquire(OPTIONS);
  expect(second.reader).not.toBe(first.reader);
  await settled();
  expect(open).toHaveBeenCalledTimes(2);
});

test('tells which camera changed', async () => {
  const { pool, onChange } = setUp();
  pool.acquire(OPTIONS);
  await settled();
  expect(onChange).toHaveBeenCalledWith('cam', 'local');
});

test('closing the pool closes what is left', async () => {
  const { pool, mappings } = setUp();
  pool.acquire(OPTIONS);
  await settled();
  await pool.close();
  expect(mappings[0]?.closed).toBe(true);
});
