import { useEffect } from 'react';
import { create } from 'zustand';
import type { Settings } from '../../../backend/contract.ts';
import { useSession } from '../../session.ts';

const useKnownDefaults = create<{ readonly defaults: Settings | undefined }>(() => ({ defaults: undefined }));

/** The backend's defaults; undefined until they were told. */
export function useDefaults(): Settings | undefined {
  const session = useSession();
  const defaults = useKnownDefaults((state) => state.defaults);
  useEffect(() => {
    if (defaults) return;
    session.mappings
      .request('settings.defaults', undefined)
      .then((told) => useKnownDefaults.setState({ defaults: told }))
      .catch(() => undefined); // without them nothing can be reset, and all else works
  }, [session, defaults]);
  return defaults;
}
