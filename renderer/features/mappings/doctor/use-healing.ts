import { useState } from 'react';
import type { HealReport } from '../../../../backend/contract.ts';
import type { ErrorReport } from '../../../../native/core/errors.ts';
import { reportOf } from '../../../bridge/rejection.ts';
import { useSession } from '../../../session.ts';
import { putLogEntry } from '../../../stores/mappings-store.ts';

export interface Healing {
  readonly report: HealReport | undefined;
  readonly error: ErrorReport | undefined;
  readonly busy: boolean;
  heal(token: string, confirmation?: string): Promise<boolean>;
  undo(entry: string): Promise<boolean>;
}

/** The deeds of the doctor and what came of the last one. */
export function useHealing(onDone: () => void): Healing {
  const session = useSession();
  const [report, setReport] = useState<HealReport>();
  const [error, setError] = useState<ErrorReport>();
  const [busy, setBusy] = useState(false);

  async function run(deed: () => Promise<HealReport>): Promise<boolean> {
    setBusy(true);
    setError(undefined);
    try {
      const done = await deed();
      setReport(done);
      putLogEntry(done.entry);
      return true;
    } catch (refusal) {
      setReport(undefined);
      setError(reportOf(refusal));
      return false;
    } finally {
      setBusy(false);
      onDone();
    }
  }

  return {
    report,
    error,
    busy,
    heal: (token, confirmation) =>
      run(() => session.mappings.request('mappings.heal', confirmation === undefined ? { token } : { token, confirmation })),
    undo: (entry) => run(() => session.mappings.request('doctor.undo', { entry })),
  };
}
