/** What the window does while it shows the overview with one mapping in the inspector: `onlooker.ts NAME` (a custom name). */
import { tmpdir } from 'node:os';
import { MappingService } from '../../backend/mapping-service.ts';
import { SettingsStore } from '../../backend/settings-store.ts';
import { LockSampler } from '../../native/camera/mappings/lock-sampler.ts';
import { MappingOverview } from '../../native/camera/mappings/overview.ts';
import { loadFramelock } from '../../native/os/framelock.ts';
import { getOsBackend } from '../../native/os/index.ts';

const os = getOsBackend();
const framelock = loadFramelock();
const service = new MappingService({
  overview: new MappingOverview(os, framelock),
  doctor: { healByItself: async () => undefined },
  settings: new SettingsStore(tmpdir(), {}),
  pageBytes: os.pageBytes,
  isHeld: () => false,
  heldNames: () => [],
  onChanged: () => {},
  log: () => {},
});
const unwatch = service.watch();
const sampler = new LockSampler(os, framelock, os.name(process.argv[2] ?? '', 'custom'), false);
console.log('ready');
process.once('SIGINT', () => {
  unwatch();
  sampler.close();
  process.exit();
});
