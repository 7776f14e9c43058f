// holder NAME PAYLOAD read|write open|lock: opens a mapping as one of ours, takes its lock if told to, and does nothing more.
import { SharedMapping } from '../../../native/camera/shared-mapping.ts';
import { loadFramelock } from '../../../native/os/framelock.ts';

const [name = '', payload = '', access = '', what = ''] = process.argv.slice(2);
const writing = access === 'write';
const payloadBytes = Number(payload);
const mapping = await SharedMapping.open({ name, namespace: 'local', access: writing ? 'write' : 'read', payloadBytes });
if (what === 'lock') {
  const framelock = loadFramelock();
  const { word } = mapping.watchView();
  if (writing) mapping.claimWriter();
  const { code } = writing ? framelock.lockWrite(word, 1000) : framelock.lockRead(word, 1000);
  if (code !== 'OK') throw new Error(`no lock: ${code}`);
}
console.log('ready');
setInterval(() => mapping.closed, 60_000);
