import { MAX_HANDED_PART_BYTES } from '../../../backend/recordings/keeping.ts';
import type { Session } from '../../session.ts';

/** Parts that are on their way: the backend takes messages in the order in which they were sent, so nobody need wait for each answer. */
const AHEAD = 4;

/** The backend keeps one frame of each page at a time. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Hands pixels to the backend, and then asks it to do something with them; undefined where it refused, which was told. The next ones may
 * come as soon as that was asked, however long it takes.
 */
export async function handPixels<T>(
  session: Pick<Session, 'ask'>,
  pixels: Uint8Array<ArrayBuffer>,
  then: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const handed = turn.then(async () => ((await hand(session, pixels)) ? { answer: then() } : undefined));
  turn = handed.catch(() => undefined);
  return (await handed)?.answer;
}

/** Whether all of it was taken. */
async function hand(session: Pick<Session, 'ask'>, pixels: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const answers: Promise<null | undefined>[] = [];
  for (let at = 0; at < pixels.length; at += MAX_HANDED_PART_BYTES) {
    const data = await base64(pixels.subarray(at, at + MAX_HANDED_PART_BYTES));
    answers.push(session.ask('snapshots.hand', { bytes: pixels.length, at, data }));
    // Whether there is room is told with the first part: parts behind one that was refused would each be refused for want of it.
    if ((at === 0 || answers.length >= AHEAD) && (await answers.shift()) === undefined) return false;
  }
  return !(await Promise.all(answers)).includes(undefined);
}

/** The browser's own way, which takes no time of the page's. */
function base64(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/u, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(new Blob([bytes]));
  });
}
