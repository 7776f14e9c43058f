// observe-as UID NAME: becomes another user, who may only read the object; looks at a frame, and says what reading under the lock gives.
import { SharedMapping } from '../../../native/camera/shared-mapping.ts';
import { toErrorReport } from '../../../native/core/errors.ts';
import { loadFramelock } from '../../../native/os/framelock.ts';

const [uid = '', name = ''] = process.argv.slice(2);
loadFramelock(); // its file may lie where the other user cannot read
process.setgid?.(Number(uid));
process.setuid?.(Number(uid));
const open = (access: 'observe' | 'read') => SharedMapping.open({ name, namespace: 'global', access, trust: true });
const looking = await open('observe');
const frame = new Uint8Array(looking.payloadBytes);
looking.read(frame);
looking.close();
const refused = await open('read').then(() => undefined, toErrorReport);
console.log(JSON.stringify({ first: frame[0], refused: refused?.code }));
