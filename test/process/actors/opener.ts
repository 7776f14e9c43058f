// opener PREFIX PAYLOAD ROUNDS: opens PREFIX0, PREFIX1, … each as soon as it exists, takes one frame, and says its number.
import { SharedMapping } from '../../../native/camera/shared-mapping.ts';
import { SharedCameraError } from '../../../native/core/errors.ts';
import { wholeStamp } from '../../support/stamps.ts';

const [prefix = '', payload = '', rounds = ''] = process.argv.slice(2);
const payloadBytes = Number(payload);
const frame = new Uint8Array(payloadBytes);
console.log('started');
for (let round = 0; round < Number(rounds); round++) {
  const mapping = await openSoon(`${prefix}${round}`);
  for (let copies = 0; copies < 3; copies++) {
    mapping.read(frame);
    wholeStamp(frame);
  }
  mapping.close();
  console.log(`round ${round}`);
}

async function openSoon(name: string): Promise<SharedMapping> {
  for (const deadline = performance.now() + 10_000; ; ) {
    try {
      return await SharedMapping.open({ name, namespace: 'local', access: 'read', payloadBytes });
    } catch (error) {
      if (!(error instanceof SharedCameraError && error.code === 'NOT_FOUND') || performance.now() > deadline) throw error;
    }
  }
}
