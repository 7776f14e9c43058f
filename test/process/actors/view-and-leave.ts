// view-and-leave NAME: watches a camera for some frames, closes the backend and must then end by itself.
import { createBackend, type Session } from '../../../backend/app.ts';
import { decodeFrameHeader } from '../../../backend/frame-message.ts';

const [name = ''] = process.argv.slice(2);
const backend = createBackend({ shell: 'browser', version: '0', log: (line) => console.error(line) });
let frames = 0;
let session: Session | undefined;

function take(stream: number, frame: ArrayBuffer): void {
  const header = decodeFrameHeader(new Uint8Array(frame));
  if (!header || !session) throw new Error('not a frame');
  frames++;
  session.credit({ stream, epoch: header.epoch, sequence: header.sequence });
  if (frames === 10) void leave();
}

async function leave(): Promise<void> {
  await backend.close();
  console.log('closed');
}

session = backend.openSession(
  (stream) => ({ send: (frame) => take(stream, frame), close() {} }),
  () => {},
);
await session.request('cameras.list', {});
const answer = await session.request('stream.open', { stream: 1, camera: `local:${name}`, maxWidth: 0, maxHeight: 0 });
if (!answer || !('epoch' in answer)) throw new Error('no epoch');
session.credit({ stream: 1, epoch: answer.epoch, sequence: 0 });
