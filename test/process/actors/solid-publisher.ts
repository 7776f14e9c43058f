// solid-publisher NAME WIDTH HEIGHT FPS: makes the mapping, in place of one that a killed predecessor left, and writes frames of one value
// each, which is the frame number modulo 255, plus 1.
import { Publisher } from '../../../native/camera/publisher.ts';
import { SharedMapping } from '../../../native/camera/shared-mapping.ts';
import type { FrameSource } from '../../../native/camera/sources/frame-source.ts';
import { SharedCameraError } from '../../../native/core/errors.ts';
import { layoutBytes, tightLayout } from '../../../native/core/layout.ts';
import { getOsBackend } from '../../../native/os/index.ts';

const [name = '', width = '', height = '', fps = ''] = process.argv.slice(2);
const layout = tightLayout('RGB24', Number(width), Number(height));
const source: FrameSource = {
  layout,
  label: 'solid',
  async next(target, frameNumber) {
    target.fill((frameNumber % 255) + 1);
    return 'frame';
  },
  async close() {},
};

function create(): SharedMapping {
  return SharedMapping.create({ name, namespace: 'local', payloadBytes: layoutBytes(layout) });
}

let mapping: SharedMapping;
try {
  mapping = create();
} catch (error) {
  if (!(error instanceof SharedCameraError && error.code === 'EXISTS')) throw error;
  getOsBackend().removeName(getOsBackend().name(name, 'local'));
  mapping = create();
}
console.log('started');
await new Publisher({ mapping, source, fps: Number(fps) }).run({});
