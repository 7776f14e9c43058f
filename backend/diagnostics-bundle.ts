/** What somebody who helps from afar has to know, in one JSON file. Pixels are left out unless they are asked for. */

import { mkdirSync } from 'node:fs';
import { cpus, freemem, release, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import writeFileAtomic from 'write-file-atomic';
import { cameraListPath, readCameraList } from '../native/camera/camera-list-file.ts';
import { RawMapping } from '../native/camera/mappings/raw-mapping.ts';
import { bytesText } from '../native/core/digits.ts';
import { SharedCameraError, toErrorReport } from '../native/core/errors.ts';
import { sentencesInEnglish } from '../native/core/sentences/sentence.ts';
import type { Mapping } from './contract-mappings.ts';
import type { DoctorLog } from './doctor-log.ts';
import { checkInstallation } from './installation.ts';

export interface BundleParts {
  readonly settingsDir: string;
  readonly version: string;
  readonly mappings: readonly Mapping[];
  readonly log: DoctorLog;
  readonly pixels: boolean;
  /** In the settings folder, with the time in its name, where it is left out. */
  readonly file?: string | undefined;
}

const LOG_ENTRIES = 500;
/** Of all mappings together, before they are compressed. */
const MAX_PIXEL_BYTES = 256 * 1024 ** 2;

export async function writeBundle(parts: BundleParts): Promise<{ readonly path: string; readonly bytes: number }> {
  const path = parts.file ?? join(parts.settingsDir, `diagnostics-${new Date().toISOString().replace(/[:.]/g, '-')}.json`);
  const content = JSON.stringify(await bundle(parts), sentencesInEnglish, 1);
  try {
    mkdirSync(dirname(path), { recursive: true });
    await writeFileAtomic(path, content, { mode: 0o600 });
  } catch (error) {
    throw new SharedCameraError('OS_ERROR', `The bundle cannot be written to ${path} (${String(error)}).`, {
      remedy: 'Choose another place, or make room.',
    });
  }
  return { path, bytes: Buffer.byteLength(content) };
}

async function bundle({ settingsDir, version, mappings, log, pixels }: BundleParts): Promise<object> {
  const cameraList = cameraListPath();
  return {
    about: 'Diagnostics of Shared Camera Viewer: names, sizes, lock words, processes and settings of this machine.',
    pixels: pixels ? 'included, compressed: base64 of zlib' : 'left out',
    madeAt: new Date().toISOString(),
    version,
    machine: {
      platform: process.platform,
      release: release(),
      arch: process.arch,
      processor: cpus()[0]?.model,
      processors: cpus().length,
      memoryBytes: totalmem(),
      freeBytes: freemem(),
      versions: process.versions,
    },
    installation: await checkInstallation(settingsDir),
    cameraList: { path: cameraList, names: readCameraList(cameraList) },
    mappings,
    doctorLog: log.read(LOG_ENTRIES),
    ...(pixels && { contents: contentsOf(mappings) }),
  };
}

function contentsOf(mappings: readonly Mapping[]): readonly object[] {
  let room = MAX_PIXEL_BYTES;
  return mappings.flatMap(({ id, name, namespace, realBytes }): readonly object[] => {
    if (realBytes === null) return [];
    if (realBytes > room) return [{ id, leftOut: `${bytesText(realBytes)} are too many` }];
    room -= realBytes;
    try {
      const mapping = RawMapping.open({ name, namespace, purpose: 'look' });
      try {
        return [{ id, bytes: realBytes, data: deflateSync(mapping.read(0, realBytes, false).bytes).toString('base64') }];
      } finally {
        mapping.close();
      }
    } catch (error) {
      return [{ id, leftOut: toErrorReport(error).message }];
    }
  });
}
