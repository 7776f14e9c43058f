// `node --require own-shm.cjs …`, as root on Linux: a /dev/shm of its own, empty, for this process and all that it starts. It must be the
// first thing that runs: a thread that is there already keeps what it sees.
const { isMainThread } = require('node:worker_threads');
const koffi = require('koffi');

const CLONE_NEWNS = 0x20000;
const MS_NOSUID = 2;
const MS_NODEV = 4;
const MS_REC = 0x4000;
const MS_PRIVATE = 0x40000;

function must(name, result) {
  if (result !== 0) throw new Error(`${name} failed: error ${koffi.errno()}. Is this root, with the right to mount?`);
}

// Worker threads are told to load this, too; they have what the thread has that starts them.
if (isMainThread) {
  const libc = koffi.load(null);
  const unshare = libc.func('int unshare(int flags)');
  const mount = libc.func('int mount(str source, str target, str type, ulong flags, str data)');
  must('unshare', unshare(CLONE_NEWNS));
  // Otherwise what is mounted here would show everywhere.
  must('mount --make-rprivate /', mount('none', '/', null, MS_REC | MS_PRIVATE, null));
  must('mount /dev/shm', mount('tmpfs', '/dev/shm', 'tmpfs', MS_NOSUID | MS_NODEV, 'mode=1777'));
}
