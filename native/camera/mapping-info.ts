import type { PixelFormat } from '../core/formats.ts';
import type { LockWord } from '../core/lock-word.ts';
import type { Namespace } from '../core/names.ts';
import type { Sentence } from '../core/sentences/sentence.ts';
import type { Trailer, TrailerResult } from '../core/trailer.ts';
import type { Section } from '../os/os-backend.ts';
import type { Access } from './mapped-views.ts';

/** What `sharedcam info --json` prints. */
export interface MappingInfo {
  readonly name: string;
  readonly namespace: Namespace;
  readonly osName: string;
  /** Real size of the section. */
  readonly mappedBytes: number;
  readonly payloadBytes: number;
  readonly pageBytes: number;
  readonly lock: LockWord;
  readonly trailer: TrailerInfo | null;
  /** Why there is no trailer, in words. */
  readonly trailerMissing?: Sentence;
  readonly access: Access;
  /** False when a producer has made a new mapping of this name since this one was opened. */
  readonly current: boolean;
  /** A publisher of this program is at work. */
  readonly publisher: boolean;
  readonly ageSeconds: number | null;
  /** Another program keeps the name alive, whoever made it. */
  readonly kept: boolean;
}

export interface TrailerInfo {
  readonly width: number;
  readonly height: number;
  readonly strideBytes: number;
  readonly format: PixelFormat;
  readonly frameNumber: number;
  readonly publisherPid: number;
  readonly fps: number;
  readonly label: string;
}

export interface InfoParts {
  readonly section: Section;
  readonly payloadBytes: number;
  readonly pageBytes: number;
  readonly access: Access;
  readonly lock: LockWord;
  readonly trailer: TrailerResult;
}

export function mappingInfo({ section, payloadBytes, pageBytes, access, lock, trailer }: InfoParts): MappingInfo {
  return {
    ...section.name,
    mappedBytes: section.realBytes(),
    payloadBytes,
    pageBytes,
    lock,
    trailer: 'trailer' in trailer ? trailerInfo(trailer.trailer) : null,
    ...('reason' in trailer && { trailerMissing: trailer.reason }),
    access,
    current: section.isCurrent(),
    publisher: section.writerClaimed(),
    ageSeconds: section.ageSeconds() ?? null,
    kept: section.nameKept(),
  };
}

export function trailerInfo(trailer: Trailer): TrailerInfo {
  const { width, height, strideBytes, format, frameNumber, publisherPid, fpsNumerator, fpsDenominator, label } = trailer;
  const fps = fpsDenominator > 0 ? fpsNumerator / fpsDenominator : 0;
  return { width, height, strideBytes, format, frameNumber, publisherPid, fps, label };
}
