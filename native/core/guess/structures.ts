import { type PixelFormat, pixelFormat, type RawPixelFormat } from '../formats.ts';

/** One of the interleaved channels of a plane, as far as guessing needs to know it. */
export interface Lane {
  /** Byte of its first sample inside a group. */
  readonly at: number;
  /** Bytes from one sample to the next: the whole group, or less where a group holds several samples of the channel. */
  readonly every: number;
  /** The lane of the same plane that has the same values where the picture is grey. */
  readonly twin?: number;
  readonly chroma?: boolean;
}

/** How samples follow each other in a format: all that pixels can tell. Formats that share one differ in what the channels mean. */
export interface Structure {
  /** In the words of `why`. */
  readonly words: string;
  /** The lanes of each plane. */
  readonly planes: readonly (readonly Lane[])[];
  /** Bytes of red and blue in a pixel of the first format that has this structure, where others have them the other way round. */
  readonly redAndBlue?: readonly [number, number];
}

const LUMA: readonly Lane[] = [{ at: 0, every: 1 }];
const CHROMA: readonly Lane[] = [{ at: 0, every: 1, chroma: true }];
const CHROMA_PAIR: readonly Lane[] = [
  { at: 0, every: 2, chroma: true },
  { at: 1, every: 2, chroma: true },
];
const colours = (every: number): readonly Lane[] => [
  { at: 0, every },
  { at: 1, every, twin: 0 },
  { at: 2, every, twin: 1 },
];
/** Two pixels share a pair of chroma samples; `luma` is the byte of the first luma sample. */
const packed422 = (luma: 0 | 1): readonly Lane[] => [
  { at: luma, every: 2 },
  { at: 1 - luma, every: 4, chroma: true },
  { at: 3 - luma, every: 4, chroma: true },
];

const SINGLE: Structure = { words: 'neighbouring bytes are alike', planes: [LUMA] };
const THREE: Structure = { words: 'bytes repeat in threes', planes: [colours(3)], redAndBlue: [0, 2] };
const FOUR: Structure = {
  words: 'bytes repeat in fours',
  planes: [[...colours(4), { at: 3, every: 4 }]],
  redAndBlue: [0, 2],
};
const LUMA_FIRST: Structure = { words: 'even bytes look like luma, odd ones like chroma', planes: [packed422(0)] };
const CHROMA_FIRST: Structure = { words: 'odd bytes look like luma, even ones like chroma', planes: [packed422(1)] };
const SEMI_PLANAR: Structure = { words: 'a luma plane is followed by pairs of chroma', planes: [LUMA, CHROMA_PAIR] };
const PLANAR: Structure = { words: 'a luma plane is followed by two smaller ones of chroma', planes: [LUMA, CHROMA, CHROMA] };

export type GuessedFormat = Exclude<RawPixelFormat, 'RGB565' | 'GRAY16' | 'GRAY16BE' | 'FLOAT32' | `BAYER_${string}`>;

export const STRUCTURES: Readonly<Record<GuessedFormat, Structure>> = {
  RGB24: THREE,
  BGR24: THREE,
  RGBA: FOUR,
  BGRA: FOUR,
  RGBX: FOUR,
  BGRX: FOUR,
  GRAY8: SINGLE,
  YUYV: LUMA_FIRST,
  UYVY: CHROMA_FIRST,
  NV12: SEMI_PLANAR,
  NV21: SEMI_PLANAR,
  I420: PLANAR,
  YV12: PLANAR,
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

export const GUESSED_FORMATS = Object.keys(STRUCTURES) as readonly GuessedFormat[];

export const FORMAT_CLASSES: readonly FormatClass[] = GUESSED_FORMATS.flatMap((format) => {
  const structure = STRUCTURES[format];
  const formats = GUESSED_FORMATS.filter((other) => STRUCTURES[other] === structure);
  if (formats[0] !== format) return [];
  const bytesPerPixel = pixelFormat(format).planes.map((plane) => plane.groupBytes / (plane.groupWidth * plane.groupHeight));
  const all = bytesPerPixel.reduce((sum, bytes) => sum + bytes, 0);
  return [{ structure, format, formats, bytesPerFirstPlane: all / (bytesPerPixel[0] ?? all) }];
});
