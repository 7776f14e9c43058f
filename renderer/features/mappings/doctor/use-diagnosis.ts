import { useCallback, useEffect, useState } from 'react';
import type { Diagnosis, Mapping } from '../../../../backend/contract.ts';
import type { ErrorReport } from '../../../../native/core/errors.ts';
import { reportOf } from '../../../bridge/rejection.ts';
import { useSession } from '../../../session.ts';

export interface DiagnosisState {
  readonly diagnosis: Diagnosis | undefined;
  readonly error: ErrorReport | undefined;
  /** The word is being watched. */
  readonly looking: boolean;
  look(): void;
}

/** A diagnosis, made anew when the verdict of the overview changes: what was true of the lock before is not shown any longer than that. */
export function useDiagnosis({ id, verdict }: Pick<Mapping, 'id' | 'verdict'>): DiagnosisState {
  const session = useSession();
  const [diagnosis, setDiagnosis] = useState<Diagnosis>();
  const [error, setError] = useState<ErrorReport>();
  const [looking, setLooking] = useState(false);
  const [turn, setTurn] = useState(0);
  // A lock in use is free and taken many times a second; that is no news.
  const news = verdict === 'busy' ? 'free' : verdict;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn, or news of the lock, means to look again
  useEffect(() => {
    let current = true;
    setLooking(true);
    session.mappings
      .request('mappings.diagnose', { id })
      .then((answer) => {
        if (!current) return;
        setDiagnosis(answer);
        setError(undefined);
      })
      .catch((refusal: unknown) => current && setError(reportOf(refusal)))
      .finally(() => current && setLooking(false));
    return () => {
      current = false;
    };
  }, [session, id, turn, news]);

  const look = useCallback(() => setTurn((before) => before + 1), []);
  return { diagnosis, error, looking, look };
}
