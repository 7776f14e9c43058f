// cameras FPS WIDTH HEIGHT FORMAT NAME…: publishes a moving picture under each name at a steady rate, and makes it cheaply: of each frame only
// a few rows are new. At the end of its input it prints how many frames each camera has had.
import { Publisher, type PublishSummary } from '../../native/camera/publisher.ts';
import { SharedMapping } from '../../native/camera/shared-mapping.ts';
import type { FrameSource } from '../../native/camera/sources/frame-source.ts';
import type { RawPixelFormat } from '../../native/core/formats.ts';
import { layoutBytes, tightLayout } from '../../native/core/layout.ts';

const [fps = '', width = '', height = '', format = '', ...names] = process.argv.slice(2);
const layout = tightLayout(format as RawPixelFormat, Number(width), Number(height));
const bytes = noise(layoutBytes(layout));
const CHANGED_ROWS = 16;

const source: FrameSource = {
  layout,
  label: 'bench',
  async next(target, frameNumber) {
    if (frameNumber === 1) target.set(bytes);
    const changed = CHANGED_ROWS * layout.strideBytes;
    const at = (frameNumber * changed) % (bytes.length - changed);
    for (let byte = at; byte < at + changed; byte++) target[byte] = (target[byte] ?? 0) ^ 16;
    return 'frame';
  },
  close: async () => undefined,
};

const stop = new AbortController();
const counted = names.map((): PublishSummary => ({ frames: 0, skipped: 0, late: 0, lockLost: 0, seconds: 0 }));
const running = names.map((name, index) => {
  const mapping = SharedMapping.create({ name, namespace: 'local', payloadBytes: layoutBytes(layout) });
  const publisher = new Publisher({ mapping, source, fps: Number(fps) });
  const run = publisher.run({
    signal: stop.signal,
    onProgress: (progress) => {
      counted[index] = progress;
    },
  });
  return run.finally(() => mapping.close());
});
console.log('ready');
process.stdin.on('data', () => console.log(JSON.stringify(counted)));
process.stdin.once('end', () => stop.abort());
await Promise.all(running);

function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 16 + ((state >>> 24) & 127);
  });
}
