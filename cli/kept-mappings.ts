import { DoctorLog } from '../backend/doctor-log.ts';
import { KeptLocks } from '../backend/kept-locks.ts';
import { LockDoctor } from '../backend/lock-doctor.ts';
import { MappingKeeper } from '../backend/mapping-keeper.ts';
import { defaultSettingsDir } from '../backend/settings-store.ts';
import { inEnglish } from '../native/core/sentences/sentence.ts';
import { loadFramelock } from '../native/os/framelock.ts';
import { getOsBackend } from '../native/os/index.ts';
import type { Output } from './output.ts';

/**
 * What the window does for the mappings that it keeps, for a command that keeps one: dead locks are released where that is proven, and told.
 */
export function keepMappings(output: Output): { readonly keeper: MappingKeeper; close(): Promise<void> } {
  const keeper: MappingKeeper = new MappingKeeper(
    getOsBackend(),
    (line) => output.warn(line),
    () => locks.changed(),
  );
  const doctor = new LockDoctor({ log: new DoctorLog(defaultSettingsDir()), kept: (id) => keeper.kept(id) });
  const locks = new KeptLocks({
    kept: () => keeper.all,
    now: () => loadFramelock().now(),
    heal: async (id, since) => {
      const name = keeper.kept(id)?.name;
      const report = name && (await doctor.healByItself(name, since).catch(() => undefined));
      if (report) output.warn(inEnglish(report.text));
    },
  });
  return {
    keeper,
    async close() {
      await locks.close();
      keeper.close();
    },
  };
}
