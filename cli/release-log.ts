import { DoctorLog } from '../backend/doctor-log.ts';
import { LockDoctor } from '../backend/lock-doctor.ts';
import { defaultSettingsDir } from '../backend/settings-store.ts';
import type { ReleaseReport, SharedMapping } from '../native/camera/shared-mapping.ts';
import type { Output } from './output.ts';

/** A release that an operator asked for, written down where the lock doctor writes. */
export function noteRelease(mapping: SharedMapping, report: ReleaseReport, output: Output): void {
  note((doctor) => doctor.noteRelease(mapping, report), output);
}

/** One that the program made by itself, because the holder is proven to be dead. */
export function noteRecovery(mapping: SharedMapping, report: ReleaseReport, output: Output): void {
  note((doctor) => doctor.noteRecovery(mapping.name, report), output);
}

/** That it cannot be written down is no reason to call a released lock a failure. */
function note(write: (doctor: LockDoctor) => unknown, output: Output): void {
  try {
    write(new LockDoctor({ log: new DoctorLog(defaultSettingsDir()) }));
  } catch (error) {
    output.warn(error instanceof Error ? error.message : String(error));
  }
}
