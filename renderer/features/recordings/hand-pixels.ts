import { MAX_HANDED_PART_BYTES } from '../../../backend/recordings/keeping.ts';
import type { Session } from '../../session.ts';

/** The backend keeps one frame of each page at a time. */
let turn: Promise<unknown> = Promise.resolve();

/** Hands pixels to the backend, and then asks it to do something with them; undefined where it refused, which was told. */
export function handPixels<T>(
  session: Pick<Session, 'ask'>,
  pixels: Uint8Array,
  then: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const done = turn.then(async () => {
    for (let at = 0; at < pixels.length; at += MAX_HANDED_PART_BYTES) {
      const data = base64(pixels.subarray(at, at + MAX_HANDED_PART_BYTES));
      if ((await session.ask('snapshots.hand', { bytes: pixels.length, at, data })) === undefined) return undefined;
    }
    return then();
  });
  turn = done.catch(() => undefined);
  return done;
}

/** So many arguments a function takes in every browser. */
const AT_ONCE = 0x2000;

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += AT_ONCE) text += String.fromCharCode(...bytes.subarray(at, at + AT_ONCE));
  return btoa(text);
}
