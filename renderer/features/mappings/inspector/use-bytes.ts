import { useEffect, useState } from 'react';
import type { MappingBytes, MappingId } from '../../../../backend/contract.ts';
import type { ErrorReport } from '../../../../native/core/errors.ts';
import { reportOf } from '../../../bridge/rejection.ts';
import { useSession } from '../../../session.ts';

/** Read around what is in sight, so that a little scrolling finds its bytes there. */
const MARGIN_BYTES = 2048;
const RENEW_MS = 500;
/** A quick scroll asks only for where it stops. */
const SETTLED_MS = 30;

export interface ReadBytes {
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly word: string;
  readonly locked: boolean;
}

export interface BytesRequest {
  readonly id: MappingId;
  readonly from: number;
  readonly to: number;
  readonly locked: boolean;
  /** Read again and again. */
  readonly live: boolean;
}

export interface BytesState {
  readonly read: ReadBytes | undefined;
  readonly error: ErrorReport | undefined;
  /** Reads anew. */
  renew(): void;
}

export function useBytes({ id, from, to, locked, live }: BytesRequest): BytesState {
  const session = useSession();
  const [read, setRead] = useState<ReadBytes>();
  const [error, setError] = useState<ErrorReport>();
  const [turn, setTurn] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn means to read again
  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout>;
    const first = Math.max(0, from - MARGIN_BYTES);
    const bytes = to + MARGIN_BYTES - first;
    async function fetchBytes(): Promise<void> {
      try {
        const answer = await session.mappings.request('mappings.readBytes', { id, offset: first, bytes, locked });
        if (!current) return;
        setRead(decodeBytes(answer));
        setError(undefined);
      } catch (refusal) {
        if (current) setError(reportOf(refusal));
      }
      if (current && live) timer = setTimeout(() => void fetchBytes(), RENEW_MS);
    }
    timer = setTimeout(() => void fetchBytes(), SETTLED_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [session, id, from, to, locked, live, turn]);

  return { read, error, renew: () => setTurn((before) => before + 1) };
}

function decodeBytes({ offset, data, word, locked }: MappingBytes): ReadBytes {
  return { offset, bytes: Uint8Array.from(atob(data), (character) => character.charCodeAt(0)), word, locked };
}
