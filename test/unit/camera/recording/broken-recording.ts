import { appendFileSync, copyFileSync, rmSync } from 'node:fs';
import { McapSink } from '../../../../native/camera/recording/mcap-sink.ts';
import { type FrameLayout, layoutBytes, tightLayout } from '../../../../native/core/layout.ts';

export const SMALL = tightLayout('GRAY8', 8, 4);
const FRAME_NS = 500_000_000n;

/** A recording that is being written. Its frames are half a second apart. */
export async function runningRecording(path: string, frames: number, layout: FrameLayout = SMALL): Promise<McapSink> {
  const sink = new McapSink(path, { name: 'cam', namespace: 'local', label: '', layout });
  const pixels = new Uint8Array(layoutBytes(layout));
  for (let number = 1; number <= frames; number++) {
    pixels.fill(number);
    await sink.write({ frameNumber: number, timeNs: 1_700_000_000_000_000_000n + BigInt(number) * FRAME_NS }, pixels);
  }
  return sink;
}

/** What a killed program leaves: whole frames, and the beginning of one more. */
export async function brokenRecording(path: string, frames: number, layout: FrameLayout = SMALL): Promise<void> {
  const sink = await runningRecording(`${path}.running`, frames, layout);
  copyFileSync(sink.temporary, path);
  await sink.finish();
  rmSync(sink.temporary);
  appendFileSync(path, Uint8Array.of(6, 99, 0, 0));
}
