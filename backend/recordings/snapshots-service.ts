/** Single frames as files in the folder of snapshots. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { neverWritten } from '../../native/camera/frame-errors.ts';
import { makeFolder, writeNewFile } from '../../native/camera/new-file.ts';
import { dumpSidecar } from '../../native/camera/pictures/dump-sidecar.ts';
import { faithfulKind, pictureFile } from '../../native/camera/pictures/picture-file.ts';
import type { ReaderLease } from '../../native/camera/reader-pool.ts';
import type { ReaderFrame } from '../../native/camera/reader-types.ts';
import { fileNameOf, numberedNames } from '../../native/camera/recording/file-name.ts';
import { SharedCameraError } from '../../native/core/errors.ts';
import { renderingOfPicture } from '../../native/core/pixels/auto-levels.ts';
import { DEFAULT_DISPLAY, type Display } from '../../native/core/pixels/display.ts';
import type { CameraId } from '../contract.ts';
import type { Keeping, KeptSnapshot, SnapshotKind } from '../contract-recordings.ts';
import { snapshotFolderOf } from './keeping-folders.ts';

export interface SnapshotParts {
  readonly acquire: (camera: CameraId) => ReaderLease;
  readonly nameOf: (camera: CameraId) => { readonly name: string };
  readonly keeping: () => Keeping;
}

const FRAME_MS = 5000;

interface Taken extends Pick<ReaderFrame, 'layout' | 'frameNumber'> {
  readonly pixels: Uint8Array;
}

export async function takeSnapshot(
  { acquire, nameOf, keeping }: SnapshotParts,
  camera: CameraId,
  kind: SnapshotKind,
  display: Display | undefined,
): Promise<KeptSnapshot> {
  const lease = acquire(camera);
  try {
    const { name } = nameOf(camera);
    const { layout, pixels, frameNumber } = await nextFrame(lease, name);
    const { width, height, format } = layout;
    const folder = snapshotFolderOf(keeping());
    await makeFolder(folder);
    const base = fileNameOf(keeping().template, { name, at: new Date(), frame: frameNumber, width, height, format });
    if (kind === 'raw') {
      const path = await writeFree(folder, base, 'raw', pixels);
      const sidecar = { ...dumpSidecar({ name, bytes: pixels, layout }), frameNumber: frameNumber || null };
      await writeNewFile(`${path}.json`, `${JSON.stringify(sidecar, undefined, 2)}\n`, { force: true });
      return { path, bytes: pixels.length, width, height, kind: `raw ${format}` };
    }
    const shown = kind === 'png-shown' ? renderingOfPicture(display ?? DEFAULT_DISPLAY, layout, pixels) : undefined;
    const ending = kind === 'tiff' ? 'tiff' : shown ? 'png' : faithfulKind(format);
    const { bytes, words } = await pictureFile(pixels, layout, ending, shown);
    const path = await writeFree(folder, base, ending, bytes);
    return { path, bytes: bytes.length, width, height, kind: words };
  } finally {
    lease.release();
  }
}

/** The next new frame; of a camera that stands still the one that is there, which a fresh reader hands out first. */
function nextFrame({ reader }: ReaderLease, name: string): Promise<Taken> {
  return new Promise((resolve, reject) => {
    const subscription = reader.subscribe({
      maxWidth: 0,
      maxHeight: 0,
      onFrame: ({ layout, frameNumber, memory }) => {
        finish();
        resolve({ layout, frameNumber, pixels: memory.pixels.slice() });
      },
    });
    const timer = setTimeout(() => {
      finish();
      const { error, state } = reader.report();
      if (state === 'never-written') return reject(neverWritten(name, reader.report().layoutFrom === 'trailer'));
      if (error) return reject(SharedCameraError.fromReport(error));
      reject(
        new SharedCameraError('TIMEOUT', `No frame of "${name}" came for ${FRAME_MS} ms; it is ${state}.`, {
          cause: 'Nobody publishes into it.',
          remedy: 'Start the publisher, and try again.',
        }),
      );
    }, FRAME_MS);
    const finish = () => {
      clearTimeout(timer);
      subscription.close();
    };
    subscription.want();
  });
}

/** Never over a file that is there: two in one second get numbers. */
async function writeFree(folder: string, base: string, ending: string, content: Uint8Array): Promise<string> {
  const names = numberedNames(base, ending);
  for (;;) {
    const path = join(folder, names.next().value);
    if (existsSync(path)) continue;
    try {
      await writeNewFile(path, content, { force: false });
      return path;
    } catch (error) {
      if (!(error instanceof SharedCameraError) || error.code !== 'EXISTS') throw error;
    }
  }
}
