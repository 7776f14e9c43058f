// open-as UID NAME NAMESPACE: becomes another user, opens a mapping, and prints the error that this gives.
import { SharedMapping } from '../../../native/camera/shared-mapping.ts';
import { toErrorReport } from '../../../native/core/errors.ts';
import type { Namespace } from '../../../native/core/names.ts';
import { loadFramelock } from '../../../native/os/framelock.ts';

const [uid = '', name = '', namespace = ''] = process.argv.slice(2);
loadFramelock(); // its file may lie where the other user cannot read
process.setgid?.(Number(uid));
process.setuid?.(Number(uid));
try {
  await SharedMapping.open({ name, namespace: namespace as Namespace, access: 'read', trust: true });
  console.log('{}');
} catch (error) {
  console.log(JSON.stringify(toErrorReport(error)));
}
