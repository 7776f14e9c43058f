import { type PixelFormat, pixelFormat, RAW_PIXEL_FORMAT_NAMES, type RawPixelFormat } from '../formats.ts';
import type { guess } from '../sentences/guess.ts';
import {
  codeFloats,
  codeLanes,
  codeMosaic,
  codeRgb565,
  codeWords,
  type RunCoder,
  takeBigWords,
  takeBytes,
  takeLittleWords,
} from './run-coders.ts';
import {
  bigWord,
  blue565,
  floatOrder,
  green565,
  isOpaque,
  isPale,
  isPale565,
  isUsualFloat,
  littleWord,
  red565,
} from './samples.ts';

/** One of the interleaved channels of a plane, as far as guessing needs to know it. */
export interface Lane {
  /** Byte of its first sample inside a group. */
  readonly at: number;
  /** Bytes from one sample to the next: the whole group, or less where a group holds several samples of the channel. */
  readonly every: number;
  /** The lane of the same plane that has the same values where the picture is grey. */
  readonly twin?: number;
  /** The lane of the same plane that holds the other chroma, which differs where there is colour. */
  readonly otherChroma?: number;
  /** Where a sample is no plain byte: its value, or a number of the same order. */
  readonly load?: (bytes: Uint8Array, at: number) => number;
  /** Whether a sample is as nearly all of them are in pictures. */
  readonly isUsual?: (bytes: Uint8Array, at: number) => boolean;
}

/** Named in what is said of a guess. */
export type StructureKind = keyof typeof guess.structure;

/** How samples follow each other in a format: all that pixels can tell. Formats that share one differ in what the channels mean. */
export interface Structure {
  readonly kind: StructureKind;
  /** The lanes of each plane. */
  readonly planes: readonly (readonly Lane[])[];
  /** Bits of a run of samples. */
  readonly code: RunCoder;
  /** Samples begin at multiples of this. */
  readonly sampleBytes: 1 | 2 | 4;
  /** Colours repeat every two pixels and rows. */
  readonly mosaic?: true;
  /** What comes first in the payload is brightness alone, sample by sample. */
  readonly brightness?: true;
  /** Logarithm of how much rarer than others it is. */
  readonly rarity: number;
}

const LUMA: readonly Lane[] = [{ at: 0, every: 1 }];
const CHROMA: readonly Lane[] = [{ at: 0, every: 1, isUsual: isPale }];
const CHROMA_PAIR: readonly Lane[] = [
  { at: 0, every: 2, isUsual: isPale },
  { at: 1, every: 2, isUsual: isPale, otherChroma: 0 },
];
const colours = (every: number): readonly Lane[] => [
  { at: 0, every },
  { at: 1, every, twin: 0 },
  { at: 2, every, twin: 1 },
];
/** Two pixels share a pair of chroma samples; `luma` is the byte of the first luma sample. */
const packed422 = (luma: 0 | 1): readonly Lane[] => [
  { at: luma, every: 2 },
  { at: 1 - luma, every: 4, isUsual: isPale },
  { at: 3 - luma, every: 4, isUsual: isPale, otherChroma: 1 },
];

const bytes = { code: codeLanes, sampleBytes: 1, rarity: 0 } as const;

const SINGLE: Structure = { ...bytes, kind: 'single', planes: [LUMA], brightness: true };
const THREE: Structure = { ...bytes, kind: 'three', planes: [colours(3)] };
const FOUR: Structure = {
  ...bytes,
  kind: 'four',
  planes: [[...colours(4), { at: 3, every: 4, isUsual: isOpaque }]],
};
const LUMA_FIRST: Structure = {
  ...bytes,
  kind: 'lumaFirst',
  planes: [packed422(0)],
};
const CHROMA_FIRST: Structure = {
  ...bytes,
  kind: 'chromaFirst',
  planes: [packed422(1)],
};
const SEMI_PLANAR: Structure = { ...bytes, kind: 'semiPlanar', planes: [LUMA, CHROMA_PAIR], brightness: true };
const PLANAR: Structure = {
  ...bytes,
  kind: 'planar',
  planes: [LUMA, CHROMA, CHROMA],
  brightness: true,
};
const FIELDS: Structure = {
  kind: 'fields',
  planes: [
    [
      { at: 0, every: 2, load: red565 },
      { at: 0, every: 2, load: green565, isUsual: isPale565 },
      { at: 0, every: 2, load: blue565 },
    ],
  ],
  code: codeRgb565,
  sampleBytes: 2,
  rarity: 0,
};
const WORDS: Structure = {
  kind: 'words',
  planes: [[{ at: 0, every: 2, load: littleWord }]],
  code: codeWords(takeLittleWords),
  sampleBytes: 2,
  brightness: true,
  rarity: 0,
};
const WORDS_BIG: Structure = {
  kind: 'wordsBig',
  planes: [[{ at: 0, every: 2, load: bigWord }]],
  code: codeWords(takeBigWords),
  sampleBytes: 2,
  brightness: true,
  rarity: -1,
};
const FLOATS: Structure = {
  kind: 'floats',
  planes: [[{ at: 0, every: 4, load: floatOrder, isUsual: isUsualFloat }]],
  code: codeFloats,
  sampleBytes: 4,
  rarity: 0,
};
const MOSAIC: Structure = {
  kind: 'mosaic',
  planes: [
    [
      { at: 0, every: 2 },
      { at: 1, every: 2 },
    ],
  ],
  code: codeMosaic(takeBytes, 1),
  sampleBytes: 1,
  mosaic: true,
  rarity: -1.5,
};
const WORD_MOSAIC: Structure = {
  kind: 'wordMosaic',
  planes: [
    [
      { at: 0, every: 4, load: littleWord },
      { at: 2, every: 4, load: littleWord },
    ],
  ],
  code: codeMosaic(takeLittleWords, 2),
  sampleBytes: 2,
  mosaic: true,
  rarity: -1.5,
};

export const STRUCTURES: Readonly<Record<RawPixelFormat, Structure>> = {
  RGB24: THREE,
  BGR24: THREE,
  RGBA: FOUR,
  BGRA: FOUR,
  RGBX: FOUR,
  BGRX: FOUR,
  RGB565: FIELDS,
  GRAY8: SINGLE,
  GRAY16: WORDS,
  GRAY16BE: WORDS_BIG,
  FLOAT32: FLOATS,
  YUYV: LUMA_FIRST,
  UYVY: CHROMA_FIRST,
  NV12: SEMI_PLANAR,
  NV21: SEMI_PLANAR,
  I420: PLANAR,
  YV12: PLANAR,
  BAYER_RGGB8: MOSAIC,
  BAYER_GRBG8: MOSAIC,
  BAYER_GBRG8: MOSAIC,
  BAYER_BGGR8: MOSAIC,
  BAYER_RGGB16: WORD_MOSAIC,
  BAYER_GRBG16: WORD_MOSAIC,
  BAYER_GBRG16: WORD_MOSAIC,
  BAYER_BGGR16: WORD_MOSAIC,
};

/** Formats that the order of samples cannot tell apart. */
export interface FormatClass {
  readonly structure: Structure;
  /** The first of `formats`, which stands for all of them until channels are named. */
  readonly format: PixelFormat;
  readonly formats: readonly PixelFormat[];
  /** Bytes of a picture for each byte of its first plane: 1, or 1.5 for 4:2:0. */
  readonly bytesPerFirstPlane: number;
}

export const FORMAT_CLASSES: readonly FormatClass[] = RAW_PIXEL_FORMAT_NAMES.flatMap((format) => {
  const structure = STRUCTURES[format];
  const formats = RAW_PIXEL_FORMAT_NAMES.filter((other) => STRUCTURES[other] === structure);
  if (formats[0] !== format) return [];
  const bytesPerPixel = pixelFormat(format).planes.map((plane) => plane.groupBytes / (plane.groupWidth * plane.groupHeight));
  const all = bytesPerPixel.reduce((sum, bytes) => sum + bytes, 0);
  return [{ structure, format, formats, bytesPerFirstPlane: all / (bytesPerPixel[0] ?? all) }];
});
