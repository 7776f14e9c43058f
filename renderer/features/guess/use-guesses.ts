import { useCallback, useEffect, useRef, useState } from 'react';
import type { CameraId, LayoutGuesses } from '../../../backend/contract.ts';
import type { ErrorReport } from '../../../native/core/errors.ts';
import { reportOf } from '../../bridge/rejection.ts';
import { useSession } from '../../session.ts';

/** Of a thumbnail, in device pixels at most. */
export const THUMBNAIL = { width: 192, height: 144 };
const SHOWN = 6;
/** Between the pictures of the thumbnails; each is asked for when the one before has come. */
const PAUSE_MS = 500;

export interface GuessState {
  readonly answer: LayoutGuesses | undefined;
  /** Under way at the moment. */
  readonly busy: boolean;
  readonly failed: ErrorReport | undefined;
  /** For each guess, once there are any. */
  readonly thumbnails: readonly (string | null)[];
}

const NOTHING: GuessState = { answer: undefined, busy: false, failed: undefined, thumbnails: [] };

/** Guesses for a camera, and their thumbnails kept live for as long as the component is there. */
export function useGuesses(id: CameraId): GuessState & { guess(): void; forget(): void } {
  const session = useSession();
  const [state, setState] = useState(NOTHING);
  const run = useRef(0);

  const guess = useCallback((): void => {
    run.current++;
    const mine = run.current;
    setState({ ...NOTHING, busy: true });
    session.guessLayouts(id).then(
      (answer) =>
        mine === run.current && setState({ ...NOTHING, answer: { ...answer, guesses: answer.guesses.slice(0, SHOWN) } }),
      (error: unknown) => mine === run.current && setState({ ...NOTHING, failed: reportOf(error) }),
    );
  }, [session, id]);

  const forget = useCallback((): void => {
    run.current++;
    setState(NOTHING);
  }, []);

  const { answer } = state;
  useEffect(() => {
    if (!answer) return undefined;
    let ended = false;
    let timer = 0;
    const layouts = answer.guesses.map(({ width, height, format, strideBytes, offsetBytes }) => ({
      ...{ width, height, format, strideBytes, offsetBytes },
    }));
    const look = async (): Promise<void> => {
      const thumbnails = document.hidden
        ? undefined
        : await session.guessThumbnails(id, layouts, THUMBNAIL).catch(() => undefined);
      if (ended) return;
      if (thumbnails) setState((before) => ({ ...before, thumbnails }));
      timer = window.setTimeout(() => void look(), PAUSE_MS);
    };
    void look();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [session, id, answer]);

  return { ...state, guess, forget };
}
