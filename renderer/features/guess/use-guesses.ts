import { useCallback, useEffect, useRef, useState } from 'react';
import type { CameraId, CameraLayout, LayoutGuesses } from '../../../backend/contract.ts';
import type { ErrorReport } from '../../../native/core/errors.ts';
import type { FrameLayout } from '../../../native/core/layout.ts';
import { reportOf } from '../../bridge/rejection.ts';
import { useSession } from '../../session.ts';
import { isUnsure } from './confidence.ts';

/** Of a thumbnail, in device pixels at most. */
export const THUMBNAIL = { width: 192, height: 144 };
const SHOWN = 6;
/** Between the pictures of the thumbnails; each is asked for when the one before has come. */
const PAUSE_MS = 500;
/** Before a picture that told nothing is looked at again. */
const AGAIN_MS = 2000;

export interface GuessState {
  readonly answer: LayoutGuesses | undefined;
  /** Under way at the moment. */
  readonly busy: boolean;
  readonly failed: ErrorReport | undefined;
  /** For each guess, once there are any. */
  readonly thumbnails: readonly (string | null)[];
}

const NOTHING: GuessState = { answer: undefined, busy: false, failed: undefined, thumbnails: [] };

/**
 * Guesses for a camera, and their thumbnails kept live for as long as the component is there. With `watched` a picture that tells nothing,
 * a black one for instance, is looked at again until one comes that does.
 */
export function useGuesses(id: CameraId, watched: boolean): GuessState & { guess(): void; forget(): void } {
  const session = useSession();
  const [state, setState] = useState(NOTHING);
  const run = useRef(0);

  const guess = useCallback((): void => {
    run.current++;
    const mine = run.current;
    setState((before) => ({ ...before, busy: true, failed: undefined }));
    session.guessLayouts(id).then(
      (answer) => mine === run.current && setState((before) => answered(before, answer)),
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
    const layouts = answer.guesses.map(layoutOf);
    return repeatedly(0, PAUSE_MS, async (isOver) => {
      const thumbnails = await session.guessThumbnails(id, layouts, THUMBNAIL).catch(() => undefined);
      if (thumbnails && !isOver()) setState((before) => ({ ...before, thumbnails }));
    });
  }, [session, id, answer]);

  const unsure = watched && answer !== undefined && isUnsure(answer.guesses);
  useEffect(() => {
    if (!unsure) return undefined;
    return repeatedly(AGAIN_MS, AGAIN_MS, async (isOver) => {
      const next = await session.guessLayouts(id).catch(() => undefined);
      // Guesses that are no better stay as they are: somebody may be about to choose one.
      if (next && !isOver() && !isUnsure(next.guesses)) setState((before) => answered(before, next));
    });
  }, [session, id, unsure]);

  return { ...state, guess, forget };
}

export function layoutOf({ width, height, format, strideBytes, offsetBytes }: FrameLayout): CameraLayout {
  return { width, height, format, strideBytes, offsetBytes };
}

export const keyOf = (layout: FrameLayout): string => Object.values(layoutOf(layout)).join(' ');

/** Pictures that still belong to the same guesses stay until newer ones come. */
function answered(before: GuessState, { guesses, ...rest }: LayoutGuesses): GuessState {
  const answer = { ...rest, guesses: guesses.slice(0, SHOWN) };
  const same = before.answer?.guesses.map(keyOf).join() === answer.guesses.map(keyOf).join();
  return { ...NOTHING, answer, thumbnails: same ? before.thumbnails : [] };
}

/** After `firstMs` and then with pauses, while the page is in sight. Returns what ends it. */
function repeatedly(firstMs: number, pauseMs: number, work: (isOver: () => boolean) => Promise<void>): () => void {
  let over = false;
  const turn = async (): Promise<void> => {
    if (!document.hidden) await work(() => over);
    if (!over) timer = window.setTimeout(() => void turn(), pauseMs);
  };
  let timer = window.setTimeout(() => void turn(), firstMs);
  return () => {
    over = true;
    clearTimeout(timer);
  };
}
