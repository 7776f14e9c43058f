import { DoctorLog } from '../backend/doctor-log.ts';
import { LockDoctor } from '../backend/lock-doctor.ts';
import { MappingInspector } from '../backend/mapping-inspector.ts';
import { defaultSettingsDir } from '../backend/settings-store.ts';
import { loadFramelock } from '../native/os/framelock.ts';
import { getOsBackend } from '../native/os/index.ts';
import { knownMapping } from './known-mapping.ts';
import type { OpenOptions } from './options.ts';

/** The window's inspector, for one mapping and one command; what it changes is written where the lock doctor writes. */
export function inspectorOf(name: string, options: OpenOptions): MappingInspector {
  return new MappingInspector({
    os: getOsBackend(),
    framelock: loadFramelock(),
    doctor: new LockDoctor({ log: new DoctorLog(defaultSettingsDir()) }),
    find: () => knownMapping(name, options),
    layoutOf: () => undefined,
    waitsOf: () => null,
  });
}
