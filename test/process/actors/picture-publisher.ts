// picture-publisher FPS WIDTH HEIGHT NAME:FORMAT…: publishes one still test picture under each name, as a camera whose picture does not move.
import { setTimeout as delay } from 'node:timers/promises';
import { SharedMapping } from '../../../native/camera/shared-mapping.ts';
import type { RawPixelFormat } from '../../../native/core/formats.ts';
import { minimumStride } from '../../../native/core/layout.ts';
import { loadFramelock } from '../../../native/os/framelock.ts';
import { testPicture } from '../../support/pictures.ts';

const [fps = '', w = '', h = '', ...cameras] = process.argv.slice(2);
const [width, height] = [Number(w), Number(h)];
const framelock = loadFramelock();
const publishing = cameras.map((camera) => {
  const [name = '', format = ''] = camera.split(':');
  const picture = testPicture(format as RawPixelFormat, width, height);
  const mapping = SharedMapping.create({ name, namespace: 'local', payloadBytes: picture.bytes.length });
  return { mapping, picture };
});
console.log('started');
for (let frameNumber = 1; ; frameNumber++) {
  for (const { mapping, picture } of publishing) {
    const trailer = {
      payloadBytes: mapping.payloadBytes,
      width,
      height,
      strideBytes: minimumStride(picture.format, width),
      format: picture.format,
      frameNumber,
      captureTimeNs: BigInt(Date.now()) * 1_000_000n,
      publishTimeNs: framelock.now(),
      fpsNumerator: Number(fps),
      fpsDenominator: 1,
      publisherPid: process.pid,
      validBytes: picture.bytes.length,
      label: '',
    };
    mapping.write(picture.bytes, { timeoutMs: 1000, trailer });
  }
  await delay(1000 / Number(fps));
}
