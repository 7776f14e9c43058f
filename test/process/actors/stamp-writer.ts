// stamp-writer NAME PAYLOAD SECONDS: makes the mapping and writes stamped frames into it without a pause.
import { setTimeout as delay } from 'node:timers/promises';
import { SharedMapping } from '../../../native/camera/shared-mapping.ts';
import { SharedCameraError } from '../../../native/core/errors.ts';
import { fillStamp } from '../../support/stamps.ts';

const [name = '', payload = '', seconds = ''] = process.argv.slice(2);
const mapping = SharedMapping.create({ name, namespace: 'local', payloadBytes: Number(payload) });
const frame = new Uint8Array(Number(payload));
const end = performance.now() + Number(seconds) * 1000;
let written = 0;
let missed = 0;
console.log('started');
while (performance.now() < end) {
  fillStamp(frame, written + 1);
  try {
    mapping.write(frame, { timeoutMs: 50 });
    written++;
  } catch (error) {
    // Tight peers may starve a writer; that is theirs to answer for.
    if (!(error instanceof SharedCameraError && error.code === 'TIMEOUT')) throw error;
    missed++;
  }
  await delay(1);
}
mapping.close();
console.log(`wrote ${written}, missed ${missed}`);
