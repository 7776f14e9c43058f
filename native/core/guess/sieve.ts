import { type PlaneLayout, planeLayouts } from '../layout.ts';
import { cellOf, RUN_BYTES, spreadPositions } from './code-length.ts';
import { isOpaque } from './samples.ts';
import { FORMAT_CLASSES, type FormatClass, type Lane } from './structures.ts';

const RUNS = 96;
/** What follows may be chroma planes. */
const FIRST_PLANE_SHARE = 2 / 3;
/** Bits a byte by which the true structure may look worse than another as long as rows are unknown. */
const MARGIN = 1.5;
/** A sample of eight bits that takes this many hardly depends on its neighbours … */
const NOISE_BITS = 7.2;
/** … while one that takes so much less does. */
const NOISE_APART = 2;

/**
 * The classes of formats worth trying at all row lengths: those whose samples resemble the ones to their left, which needs no row length and
 * so takes but a moment.
 */
export function sieve(frames: readonly Uint8Array[], bytes: number): readonly FormatClass[] {
  const positions = spreadPositions(bytes * FIRST_PLANE_SHARE, RUNS);
  const rated = FORMAT_CLASSES.map((formatClass) => ({
    formatClass,
    bits: frames.reduce((sum, frame) => sum + bitsFromLeft(frame, formatClass, positions), 0),
  }));
  const least = Math.min(...rated.map(({ bits }) => bits));
  return rated
    .filter(
      ({ bits, formatClass }) => bits <= least + MARGIN && !mixesNoise(frames[0] ?? new Uint8Array(), formatClass, positions),
    )
    .map(({ formatClass }) => formatClass);
}

/**
 * Whether one of the byte lanes looks like noise and another does not: then it is the lower byte of a word. A fourth byte that hardly
 * changes, and chroma that does not at all, say nothing.
 */
function mixesNoise(bytes: Uint8Array, formatClass: FormatClass, positions: Float64Array): boolean {
  const lanes = formatClass.structure.planes[0]?.filter(({ load, isUsual }) => !load && isUsual !== isOpaque) ?? [];
  if (lanes.length < 2) return false;
  const bits = lanes
    .map((lane) => (bitsFromLeft(bytes, formatClass, positions, [withoutTwin(lane)]) * RUN_BYTES) / (RUN_BYTES / lane.every))
    .filter((each) => each > 0);
  const most = Math.max(...bits);
  return most > NOISE_BITS && Math.min(...bits) < most - NOISE_APART;
}

/** Bits a byte when each sample is predicted from the ones before it alone. */
export function bitsFromLeft(
  bytes: Uint8Array,
  { format, structure }: FormatClass,
  positions: Float64Array,
  lanes = structure.planes[0],
): number {
  const [plane] = planeLayouts({ format, width: bytes.length, height: 1, strideBytes: bytes.length, offsetBytes: 0 });
  if (!plane || !lanes) return 0;
  const { cellBytes } = cellOf(structure, plane);
  // What is taken for the row above are the samples to the left.
  const line: PlaneLayout = { ...plane, strideBytes: cellBytes };
  const cells = Math.floor(RUN_BYTES / cellBytes);
  let bits = 0;
  for (const position of positions) {
    const cell = Math.min(Math.floor(bytes.length / cellBytes) - cells, Math.max(2, Math.floor(position / cellBytes)));
    if (cell >= 2) bits += structure.code(bytes, cell * cellBytes, cells, line, lanes);
  }
  return bits / positions.length / RUN_BYTES;
}

function withoutTwin({ twin, ...lane }: Lane): Lane {
  return lane;
}
