// stamp-reader NAME PAYLOAD SECONDS: reads stamped frames as fast as a new one may come; says how many it saw, ends with 4 at a torn one.
import { setImmediate as turn } from 'node:timers/promises';
import { SharedMapping } from '../../../native/camera/shared-mapping.ts';
import { wholeStamp } from '../../support/stamps.ts';

const [name = '', payload = '', seconds = ''] = process.argv.slice(2);
const mapping = await SharedMapping.open({ name, namespace: 'local', access: 'read', payloadBytes: Number(payload) });
const frame = new Uint8Array(Number(payload));
const end = performance.now() + Number(seconds) * 1000;
let reads = 0;
let different = 0;
let last = -1;
console.log('started');
while (performance.now() < end) {
  await mapping.readAsync(frame, { timeoutMs: 5000 });
  reads++;
  try {
    const number = wholeStamp(frame);
    if (number !== last) different++;
    last = number;
  } catch (error) {
    console.error(error);
    process.exit(4);
  }
  await turn();
}
mapping.close();
console.log(`read ${reads}, ${different} different`);
