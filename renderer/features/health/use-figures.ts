import { useEffect, useState } from 'react';
import type { CameraHistory, CameraId, Figures } from '../../../backend/contract.ts';
import { useSession } from '../../session.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { FIGURE_WINDOWS, useHealth } from '../../stores/health-store.ts';

const ASK_MS = 1000;

export interface ShownFigures {
  readonly from: number;
  readonly now: number;
  readonly whole: CameraHistory['whole'];
  /** Between from and now, oldest first. */
  readonly seconds: readonly Figures[];
}

/** Figures of one camera over the chosen window, once a second. What is here already is not asked for again. */
export function useFigures(id: CameraId): ShownFigures | undefined {
  const { mappings } = useSession();
  const connected = useConnection(({ status }) => status === 'connected');
  const length = useHealth((state) => FIGURE_WINDOWS[state.window]);
  const countedFrom = useHealth((state) => state.countedFrom[id] ?? 0);
  const [shown, setShown] = useState<ShownFigures>();
  useEffect(() => {
    if (!connected) return undefined;
    let timer: number | undefined;
    let over = false;
    let known: readonly Figures[] = [];
    const ask = async (): Promise<void> => {
      const asked = Math.max(Date.now() - length, countedFrom);
      const answer = await mappings
        .request('health.figures', { id, from: asked, since: Math.max(asked, known.at(-1)?.at ?? 0) })
        .catch(() => undefined);
      if (over) return;
      if (answer) {
        known = [...known, ...answer.seconds].filter(({ at }) => at > asked);
        setShown({ from: asked, now: answer.now, whole: answer.whole, seconds: known });
      }
      timer = window.setTimeout(() => void ask(), ASK_MS);
    };
    void ask();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [mappings, connected, id, length, countedFrom]);
  return shown;
}
