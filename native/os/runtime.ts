import koffi from 'koffi';
import { addressOf, loadFramelock } from './framelock.ts';

export function koffiVersion(): string {
  return koffi.version;
}

/** Takes and gives back both locks on a word of this process's own memory. Throws NATIVE_LIBRARY where the compiled part is missing. */
export function tryFramelock(): boolean {
  const framelock = loadFramelock();
  const word = new Uint32Array(1);
  const address = addressOf(new Uint8Array(word.buffer));
  const codes = [
    framelock.lockRead(address, 10),
    framelock.unlockRead(address),
    framelock.lockWrite(address, 10),
    framelock.unlockWrite(address),
  ];
  return codes.every(({ code }) => code === 'OK') && word[0] === 0;
}
