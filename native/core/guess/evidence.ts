import { layoutBytes, minimumStride, type PlaneLayout, planeLayouts } from '../layout.ts';
import { alternatingRows, alternatingShare } from './alternation.ts';
import { type Candidate, SLANT, widestFor } from './candidates.ts';
import { cellOf, codeLength, spreadPositions } from './code-length.ts';
import { sizeLikelihood } from './common-sizes.ts';
import { planeSeam, rowEdge, zeroPadding } from './edges.ts';
import type { Extent } from './extent.ts';
import type { Structure } from './structures.ts';
import { type Values, valuesOf } from './values.ts';

/**
 * Weights turn what was seen into logarithms of likelihood, so that they add up. They were set on rendered scenes and photographs in all
 * formats and sizes; test/process/guess.test.ts keeps the account. Neighbouring samples are far from independent, so a bit of code
 * length counts far less than it would for independent ones.
 */
const CODE_LENGTH_WEIGHT = 15;
const EDGE_WEIGHT = 4;
const EDGE_RANGE = [-0.3, 1.5] as const;
const USUAL_WEIGHT = 8;
const USUAL_AT_LEAST = 0.8;
const USUAL_RANGE = [-4, 1] as const;
const EQUAL_CHROMA_WEIGHT = -12;
const EQUAL_CHROMA_USUAL = 0.3;
const EQUAL_CHROMA_RANGE = [-6, 0] as const;
/** What is taken for chroma and goes on with the picture above it is no chroma. */
const SEAM_WEIGHT = 3;
const SEAM_USUAL = 0.8;
const SEAM_RANGE = [-2, 0] as const;
/** What alternates from sample to sample is no brightness … */
const ALTERNATION_WEIGHT = -60;
const ALTERNATION_USUAL = 0.05;
const ALTERNATION_RANGE = [-5, 0] as const;
/** … and what does not from row to row is no mosaic. */
const MOSAIC_WEIGHT = 40;
const MOSAIC_AT_LEAST = 0.15;
const MOSAIC_RANGE = [-4, 2] as const;
/** For a width that ends exactly where zeros at the end of every row begin. */
const PADDING_SEEN = 5;
/** For the row lengths at which rows correlate best, before slanted texture and chance are allowed for. */
const PEAK = 2;
/** And for the clearest of them. */
const CLEAREST_PEAK = 3;
/** What a mosaic is given where the peak is near twice its row length only. */
const NEAR_PEAK = 0.5;
const BLACK_ROW = -0.15;
const BLACK_ROWS_AT_WORST = -2;
/** For used bytes that no row would hold. */
const BYTES_LEFT_OUT = -3;
/** No known producer writes a header; those of other programs are mostly a multiple of 16 bytes long. */
const ALIGNED_HEADER = -3;
const ODD_HEADER = -6;

export type Care = 'rough' | 'thorough';
const RUNS: Readonly<Record<Care, number>> = { rough: 96, thorough: 320 };
const EDGE_ROWS: Readonly<Record<Care, number>> = { rough: 64, thorough: 200 };

/** How far a row is shifted to see what it gains by lying straight, as a share of its length. */
const ASIDE = 0.38;
/** Bits a byte that plain pictures are taken to have at least. */
const PLAIN_BITS = 0.02;

export interface Weighed extends Candidate {
  /** Logarithm of its likelihood, up to a constant that all candidates share. */
  readonly evidence: number;
  readonly edge: number;
}

/** Weighs candidates by a frame of a camera, and by what moved in it. What several candidates share is looked at once. */
export class Evidence {
  readonly #frames: readonly Uint8Array[];
  readonly #extent: Extent;
  readonly #peaks: readonly number[];
  readonly #positions: Readonly<Record<Care, Float64Array>>;
  readonly #codeLengths = new Map<string, number>();
  readonly #paddings = new Map<string, number>();
  readonly #shares = new Map<string, number | undefined>();

  constructor(frames: readonly Uint8Array[], extent: Extent, rowLengths: readonly number[]) {
    this.#frames = frames;
    this.#extent = extent;
    this.#peaks = rowLengths;
    const end = Math.min(extent.used, extent.from);
    this.#positions = { rough: spreadPositions(end, RUNS.rough), thorough: spreadPositions(end, RUNS.thorough) };
  }

  weigh(candidate: Candidate, care: Care): Weighed {
    const { layout, formatClass } = candidate;
    const { structure } = formatClass;
    const planes = planeLayouts(layout);
    const [first] = planes;
    const edge = Math.max(...this.#frames.map((bytes) => (first ? rowEdge(bytes, first, structure, EDGE_ROWS[care]) : 0)));
    const bytes = this.#frames[0] ?? new Uint8Array();
    const values = valuesOf(bytes, planes, structure, this.#positions[care]);
    const evidence =
      -CODE_LENGTH_WEIGHT * this.codeLength(candidate, care) +
      EDGE_WEIGHT * clamp(edge, EDGE_RANGE) +
      likelihoodOfValues(values) +
      seamLikelihood(bytes, planes) +
      structure.rarity +
      this.#brightnessLikelihood(structure) +
      (care === 'thorough' ? this.#mosaicLikelihood(candidate) : 0) +
      sizeLikelihood(layout.width, layout.height) +
      this.#rowLikelihood(candidate) +
      this.#endLikelihood(candidate) +
      this.#peakLikelihood(candidate) +
      headerLikelihood(layout.offsetBytes);
    return { ...candidate, evidence, edge };
  }

  /** Padding counts as part of the picture here, so that widths do not compete by leaving out what is easy to predict. */
  codeLength({ layout, formatClass }: Candidate, care: Care): number {
    const { format, strideBytes, offsetBytes } = layout;
    const { structure } = formatClass;
    const whole = { ...layout, width: widestFor(format, strideBytes) };
    const key = [format, strideBytes, offsetBytes, structure.planes.length > 1 ? layout.height : 0, care].join();
    const known = this.#codeLengths.get(key);
    if (known !== undefined) return known;
    const lengths = this.#frames.map((bytes) => codeLength(bytes, whole, structure, this.#positions[care]));
    const bits = lengths.reduce((sum, length) => sum + length, 0);
    this.#codeLengths.set(key, bits);
    return bits;
  }

  /** Share of its bits that a picture saves because rows lie below the row above them and not below another one: 0 to 1. */
  rowGain(candidate: Candidate): number {
    const { layout, formatClass } = candidate;
    const plane = planeLayouts(layout)[0];
    if (!plane) return 0;
    const { cellBytes } = cellOf(formatClass.structure, plane);
    const aside = Math.floor((ASIDE * layout.strideBytes) / cellBytes) * cellBytes;
    const strideBytes = layout.strideBytes + aside;
    const height = Math.floor((layout.height * layout.strideBytes) / strideBytes);
    const askew = this.codeLength({ ...candidate, layout: { ...layout, strideBytes, height } }, 'thorough');
    const saved = askew - this.codeLength(candidate, 'thorough');
    return Math.max(0, saved / Math.max(askew, PLAIN_BITS));
  }

  /** Zero bytes that end every row of the layout's first plane, in all frames. */
  padding({ layout }: Candidate): number {
    const plane = planeLayouts(layout)[0];
    if (!plane) return 0;
    const key = [plane.offset, plane.strideBytes, plane.rows].join();
    const known = this.#paddings.get(key);
    if (known !== undefined) return known;
    const bytes = Math.min(...this.#frames.map((frame) => zeroPadding(frame, plane)));
    this.#paddings.set(key, bytes);
    return bytes;
  }

  /** Rows of a mosaic resemble the second next one, which slanted texture pulls twice as far aside. */
  #peakLikelihood({ layout: { strideBytes }, formatClass }: Candidate): number {
    const credits = this.#peaks.map((peak, place) => {
      const credit = place === 0 ? CLEAREST_PEAK : PEAK;
      if (peak === strideBytes) return credit;
      const aside = Math.abs(peak - 2 * strideBytes);
      if (!formatClass.structure.mosaic || aside > SLANT) return 0;
      return aside === 0 ? credit : credit * NEAR_PEAK;
    });
    return Math.max(0, ...credits);
  }

  #brightnessLikelihood(structure: Structure): number {
    if (!structure.brightness) return 0;
    const share = this.#once(structure.kind, (bytes) => alternatingShare(bytes, structure, this.#positions.thorough));
    return clamp(ALTERNATION_WEIGHT * ((share ?? 0) - ALTERNATION_USUAL), ALTERNATION_RANGE);
  }

  #mosaicLikelihood({ layout, formatClass: { structure } }: Candidate): number {
    const plane = planeLayouts(layout)[0];
    if (!plane || !structure.mosaic) return 0;
    const key = [structure.kind, plane.strideBytes, plane.offset].join();
    const share = this.#once(key, (bytes) => alternatingRows(bytes, plane, structure, this.#positions.rough));
    return share === undefined ? 0 : clamp(MOSAIC_WEIGHT * (share - MOSAIC_AT_LEAST), MOSAIC_RANGE);
  }

  #once(key: string, look: (bytes: Uint8Array) => number | undefined): number | undefined {
    if (!this.#shares.has(key)) this.#shares.set(key, look(this.#frames[0] ?? new Uint8Array()));
    return this.#shares.get(key);
  }

  #rowLikelihood(candidate: Candidate): number {
    const { format, width, strideBytes } = candidate.layout;
    const unused = strideBytes - minimumStride(format, width);
    if (unused > 0 && width === paddedWidth(candidate, this.padding(candidate))) return PADDING_SEEN;
    if (unused === 0) return 0.5;
    if (strideBytes % 64 === 0) return 0;
    return strideBytes % 4 === 0 ? -0.5 : -1.5;
  }

  #endLikelihood({ layout, formatClass }: Candidate): number {
    const spare = layoutBytes(layout) - this.#extent.used;
    if (spare < 0) return BYTES_LEFT_OUT;
    const rows = Math.floor(spare / layout.strideBytes / formatClass.bytesPerFirstPlane);
    return Math.max(BLACK_ROWS_AT_WORST, rows * BLACK_ROW);
  }
}

/** The width of a picture whose rows end in `padding` zero bytes. */
export function paddedWidth({ layout }: Candidate, padding: number): number {
  const groupBytes = planeLayouts(layout)[0]?.groupBytes ?? 1;
  return widestFor(layout.format, layout.strideBytes - padding + groupBytes - 1);
}

function seamLikelihood(bytes: Uint8Array, planes: readonly PlaneLayout[]): number {
  const seam = planeSeam(bytes, planes);
  return seam === undefined ? 0 : clamp(SEAM_WEIGHT * (seam - SEAM_USUAL), SEAM_RANGE);
}

function likelihoodOfValues({ usual = USUAL_AT_LEAST, equalChroma = EQUAL_CHROMA_USUAL }: Values): number {
  return (
    clamp(USUAL_WEIGHT * (usual - USUAL_AT_LEAST), USUAL_RANGE) +
    clamp(EQUAL_CHROMA_WEIGHT * (equalChroma - EQUAL_CHROMA_USUAL), EQUAL_CHROMA_RANGE)
  );
}

function clamp(value: number, [low, high]: readonly [number, number]): number {
  return Math.min(high, Math.max(low, value));
}

function headerLikelihood(bytes: number): number {
  if (bytes === 0) return 0;
  return bytes % 16 === 0 ? ALIGNED_HEADER : ODD_HEADER;
}
