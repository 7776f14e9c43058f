import { useEffect, useState } from 'react';
import type { NewMapping, Preflight } from '../../../../backend/contract.ts';
import type { ErrorReport } from '../../../../native/core/errors.ts';
import { reportOf } from '../../../bridge/rejection.ts';
import { useSession } from '../../../session.ts';

/** Typing pauses this long before it is worth a question. */
const PAUSE_MS = 200;

export interface PreflightState {
  readonly preflight: Preflight | undefined;
  readonly error: ErrorReport | undefined;
  /** What is shown belongs to an earlier wish. */
  readonly checking: boolean;
}

/** What making it would meet, asked again whenever the wish changes; undefined wishes are not asked for. */
export function usePreflight(wish: NewMapping | undefined): PreflightState {
  const session = useSession();
  const [answered, setAnswered] = useState<{ readonly key: string; readonly preflight: Preflight }>();
  const [error, setError] = useState<ErrorReport>();
  const key = JSON.stringify(wish ?? null);

  useEffect(() => {
    const asked = JSON.parse(key) as NewMapping | null;
    if (!asked) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      session.mappings
        .request('mappings.preflight', asked)
        .then((preflight) => {
          if (!current) return;
          setAnswered({ key, preflight });
          setError(undefined);
        })
        .catch((refusal: unknown) => current && setError(reportOf(refusal)));
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [session, key]);

  return { preflight: answered?.preflight, error, checking: answered?.key !== key };
}
