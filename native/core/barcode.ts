/**
 * A frame number as black and white blocks in the picture itself, so that frames can be counted where nothing else numbers them, and after
 * the picture went through a screen or a codec. One strip at the top and the same at the bottom: where they differ, the frame is torn.
 * Cells from left to right: white, black (the marker), 32 bits with the highest first, even parity, white.
 */
export const BARCODE_CELLS = 36;
const BITS = 32;
const FIRST_BIT = 2;
const PARITY_CELL = FIRST_BIT + BITS;
/** What is darker than the first is black, brighter than the second is white, between them nothing is certain. */
const BLACK_BELOW = 96;
const WHITE_ABOVE = 160;

/** Height of each of the two strips; even, so that formats that share colour between two rows keep it apart. */
export function barcodeStripHeight(height: number): number {
  return Math.max(2, Math.floor(height / 16) * 2);
}

/** Whether a cell is white for this number (modulo 2^32). */
export function isBarcodeCellWhite(frameNumber: number, cell: number): boolean {
  const value = frameNumber >>> 0;
  if (cell >= FIRST_BIT && cell < PARITY_CELL) return ((value >>> (PARITY_CELL - 1 - cell)) & 1) === 1;
  if (cell === PARITY_CELL) return isParityOdd(value);
  return cell !== 1;
}

export interface BarcodeReading {
  readonly frameNumber: number;
  /** The strip at the bottom holds another number, or none. */
  readonly torn: boolean;
}

/** Reads RGBA pixels without padding; undefined where the picture has no valid bar code at its top. Any size from 36 x 4 on, scaled or not. */
export function readBarcode(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number): BarcodeReading | undefined {
  if (width < BARCODE_CELLS || height < 4 || rgba.length < width * height * 4) return undefined;
  const middle = Math.floor(barcodeStripHeight(height) / 2);
  const frameNumber = readRow(rgba, width, middle);
  if (frameNumber === undefined) return undefined;
  return { frameNumber, torn: readRow(rgba, width, height - 1 - middle) !== frameNumber };
}

function readRow(rgba: Uint8Array | Uint8ClampedArray, width: number, row: number): number | undefined {
  let value = 0;
  let parity = false;
  for (let cell = 0; cell < BARCODE_CELLS; cell++) {
    const at = (row * width + Math.floor(((cell + 0.5) * width) / BARCODE_CELLS)) * 4;
    const level = ((rgba[at] ?? 0) + (rgba[at + 1] ?? 0) + (rgba[at + 2] ?? 0)) / 3;
    if (level >= BLACK_BELOW && level <= WHITE_ABOVE) return undefined;
    const white = level > WHITE_ABOVE;
    if (cell === PARITY_CELL) parity = white;
    else if (cell >= FIRST_BIT && cell < PARITY_CELL) value = ((value << 1) | Number(white)) >>> 0;
    else if (white !== (cell !== 1)) return undefined;
  }
  return parity === isParityOdd(value) ? value : undefined;
}

function isParityOdd(value: number): boolean {
  let odd = false;
  for (let rest = value; rest !== 0; rest &= rest - 1) odd = !odd;
  return odd;
}
