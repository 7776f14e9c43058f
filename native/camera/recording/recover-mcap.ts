import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { SharedCameraError } from '../../core/errors.ts';
import type { Recovered, RecoveryWork } from './file-recovery.ts';
import { mcapTail } from './mcap-index.ts';
import { type McapScan, scanMcap } from './mcap-scan.ts';
import { claimFile, PART_ENDING, publishPart } from './part-sink.ts';

/** Every frame is read once, to know which are whole; then the index is written behind the last of them. */
export async function recoverMcap(work: RecoveryWork): Promise<Recovered> {
  const { path, target, temporary, meter, signal } = work;
  const { size } = await stat(path);
  const isCopied = temporary !== path;
  if (isCopied) meter.resize(2 * size);
  const scan = await scanFile(work);
  const { chunks, complete, dataEnd, lostBytes } = scan;
  const [first] = chunks;
  const last = chunks.at(-1);
  const facts = { frames: chunks.length, seconds: first && last ? Number(last.endNs - first.startNs) / 1e9 : 0, lostBytes };
  if (complete && !path.endsWith(PART_ENDING)) return { path, ...facts, bytes: size, untouched: true };
  if (!last)
    throw new SharedCameraError('USAGE', `"${path}" holds not one whole frame.`, {
      cause: 'It broke off while the first frame was written.',
      remedy: 'It can be deleted.',
    });
  meter.reach(size);
  signal.throwIfAborted();
  if (isCopied) await claimFile(temporary);
  try {
    if (isCopied) await copyBeginning(work, dataEnd, size);
    // From here on it takes no time, and what is there stays what a recovery can begin from.
    if (!complete) await writeIndex(temporary, scan);
    await publishPart(temporary, target, false);
  } catch (error) {
    if (isCopied) await rm(temporary, { force: true });
    throw error;
  }
  return { path: target, ...facts, bytes: (await stat(target)).size, untouched: false };
}

async function scanFile({ path, meter, signal }: RecoveryWork): Promise<McapScan> {
  const file = await open(path, 'r');
  return scanMcap(file, { verify: 'all', signal, onProgress: (bytes) => meter.reach(bytes) }).finally(() => file.close());
}

/** `before`: what counts as done already. */
async function copyBeginning({ path, temporary, meter, signal }: RecoveryWork, bytes: number, before: number): Promise<void> {
  meter.resize(before + bytes);
  let copied = before;
  await pipeline(
    createReadStream(path, { end: bytes - 1, highWaterMark: PIECE_BYTES }),
    async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        copied += piece.length;
        meter.reach(copied);
        yield piece;
      }
    },
    createWriteStream(temporary, { flags: 'r+' }),
    { signal },
  );
}

const PIECE_BYTES = 1024 ** 2;

/** Cuts off what is not whole and writes the index behind the rest. */
async function writeIndex(path: string, scan: McapScan): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.truncate(scan.dataEnd);
    const tail = mcapTail(scan, scan.dataEnd);
    await file.write(tail, 0, tail.length, scan.dataEnd);
    await file.sync();
  } finally {
    await file.close();
  }
}
