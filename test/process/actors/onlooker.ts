/** Opens a mapping to observe, in one place for good and in another again and again, as programs do that list what is there. */
import { getOsBackend } from '../../../native/os/index.ts';

const [name = ''] = process.argv.slice(2);
const os = getOsBackend();
const open = () => os.openSection(os.name(name, 'local'), { access: 'observe', trust: false });
open();
console.log('looking');
setInterval(() => open().close(), 1);
