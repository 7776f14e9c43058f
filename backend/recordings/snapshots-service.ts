/** Single frames as files in the folder of snapshots. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { neverWritten } from '../../native/camera/frame-errors.ts';
import { makeFolder, writeNewFile } from '../../native/camera/new-file.ts';
import { dumpSidecar } from '../../native/camera/pictures/dump-sidecar.ts';
import { faithfulKind, type PictureAbout, pictureFile } from '../../native/camera/pictures/picture-file.ts';
import type { ReaderLease } from '../../native/camera/reader-pool.ts';
import type { ReaderFrame } from '../../native/camera/reader-types.ts';
import { fileNameOf, numberedNames } from '../../native/camera/recording/file-name.ts';
import { SharedCameraError } from '../../native/core/errors.ts';
import { checkLayoutFits } from '../../native/core/layout.ts';
import { renderingOfPicture } from '../../native/core/pixels/auto-levels.ts';
import { DEFAULT_DISPLAY } from '../../native/core/pixels/display.ts';
import type { CameraId, CommandArgument } from '../contract.ts';
import type { FrozenFrame, Keeping, KeptSnapshot } from '../contract-recordings.ts';
import { snapshotFolderOf } from './keeping-folders.ts';

export interface SnapshotParts {
  readonly acquire: (camera: CameraId) => ReaderLease;
  readonly nameOf: (camera: CameraId) => { readonly name: string };
  readonly keeping: () => Keeping;
}

const FRAME_MS = 5000;

interface Taken extends Pick<ReaderFrame, 'layout' | 'frameNumber' | 'publishedAtMs'> {
  readonly pixels: Uint8Array;
}

/** `handed`: the pixels of a frozen frame. */
export async function takeSnapshot(
  parts: SnapshotParts,
  { camera, kind, display, frozen }: CommandArgument<'snapshots.take'>,
  handed?: Uint8Array,
): Promise<KeptSnapshot> {
  const { name } = parts.nameOf(camera);
  const keeping = parts.keeping();
  const taken = frozen && handed ? frozenFrame(frozen, handed) : await liveFrame(parts.acquire(camera), name);
  const { layout, pixels, frameNumber, publishedAtMs } = taken;
  const { width, height, format } = layout;
  const folder = snapshotFolderOf(keeping);
  await makeFolder(folder);
  const about: PictureAbout = { name, frameNumber, at: dateOf(publishedAtMs) };
  // Of a frozen picture its own time is asked for, however long it has been looked at.
  const at = frozen ? about.at : new Date();
  const base = fileNameOf(keeping.template, { name, at, frame: frameNumber, width, height, format });
  if (kind === 'raw') {
    const path = await writeFree(folder, base, 'raw', pixels);
    const sidecar = {
      ...dumpSidecar({ name, bytes: pixels, layout }),
      frameNumber: frameNumber || null,
      publishedAt: about.at.toISOString(),
      ...(frozen && { source: frozen.source, crop: frozen.crop }),
    };
    await writeNewFile(`${path}.json`, `${JSON.stringify(sidecar, undefined, 2)}\n`, { force: true });
    return { path, bytes: pixels.length, width, height, kind: `raw ${format}` };
  }
  const pictureHeight = frozen?.source.height;
  const shown = kind === 'png-shown' ? renderingOfPicture(display ?? DEFAULT_DISPLAY, layout, pixels, pictureHeight) : undefined;
  const ending = kind === 'tiff' ? 'tiff' : shown ? 'png' : faithfulKind(format);
  const { bytes, words } = await pictureFile(pixels, layout, ending, { shown, pictureHeight, about });
  const path = await writeFree(folder, base, ending, bytes);
  return { path, bytes: bytes.length, width, height, kind: words };
}

/** What a page says of it is as little to be trusted as its pixels. */
function frozenFrame({ layout, frameNumber, publishedAtMs, source, crop }: FrozenFrame, pixels: Uint8Array): Taken {
  checkLayoutFits(layout, pixels.byteLength);
  if (crop.x + crop.width > source.width || crop.y + crop.height > source.height)
    throw new SharedCameraError(
      'USAGE',
      `A part up to ${crop.x + crop.width} x ${crop.y + crop.height} does not lie in a picture of ${source.width} x ${source.height}.`,
    );
  return { layout, pixels, frameNumber, publishedAtMs };
}

async function liveFrame(lease: ReaderLease, name: string): Promise<Taken> {
  return nextFrame(lease, name).finally(() => lease.release());
}

/** Now, where a trailer or a page told a time that no calendar has. */
function dateOf(milliseconds: number): Date {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? new Date() : date;
}

/** The next new frame; of a camera that stands still the one that is there, which a fresh reader hands out first. */
function nextFrame({ reader }: ReaderLease, name: string): Promise<Taken> {
  return new Promise((resolve, reject) => {
    const subscription = reader.subscribe({
      maxWidth: 0,
      maxHeight: 0,
      onFrame: ({ layout, frameNumber, publishedAtMs, memory }) => {
        finish();
        resolve({ layout, frameNumber, publishedAtMs, pixels: memory.pixels.slice() });
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
