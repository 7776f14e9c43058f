import { afterEach, beforeEach, vi } from 'vitest';
import { CameraReader } from '../../../native/camera/camera-reader.ts';
import { FramePoller } from '../../../native/camera/frame-poller.ts';
import type { CopyPixels, FrameRequest, OpenRequest, ReaderFrame, ReaderOptions } from '../../../native/camera/reader-types.ts';
import { SharedCameraError } from '../../../native/core/errors.ts';
import { copyByPlan } from '../core/copy-by-plan.ts';
import { FakeMapping, testClock } from './fake-mapping.ts';
import { FakeWatches } from './fake-watches.ts';

export const HEADER = 80;
export const NOT_FOUND = new SharedCameraError('NOT_FOUND', 'nothing there');

/** The clock stands still but for the time that a test lets pass. */
export function fakeTime(): void {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_800_000_000_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

/** A reader of a mapping as the test wants it. `failure`: it does not open. */
export function setUp(changes: Partial<ReaderOptions> = {}, failure?: SharedCameraError) {
  const watches = new FakeWatches();
  const poller = new FramePoller(watches);
  const mapping = new FakeMapping();
  const open = vi.fn<(request: Pick<OpenRequest, 'access'>) => Promise<FakeMapping>>(async ({ access }) => {
    Object.assign(mapping, { access, closed: false });
    return mapping;
  });
  if (failure) open.mockRejectedValue(failure);
  const onChange = vi.fn();
  const onNotice = vi.fn();
  const onHappening = vi.fn();
  const copy = vi.fn<CopyPixels>(async (source, plan, target) => target.set(copyByPlan(plan, source)));
  const options: ReaderOptions = {
    name: 'cam',
    namespace: 'local',
    headerBytes: HEADER,
    stalledAfterMs: 2000,
    letsGo: false,
    ...changes,
  };
  const reader = new CameraReader(options, { open, poller, clock: testClock, copy }, { onChange, onNotice, onHappening });
  const frames: ReaderFrame[] = [];
  const subscribe = (request: Partial<FrameRequest> = {}) =>
    reader.subscribe({ maxWidth: 0, maxHeight: 0, onFrame: (frame) => frames.push(frame), ...request });
  const state = () => reader.report().state;
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  const now = () => testClock.monotonicNs();
  return { watches, poller, mapping, open, onChange, onNotice, onHappening, reader, frames, subscribe, state, pass, now, copy };
}
