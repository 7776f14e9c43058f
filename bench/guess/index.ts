import { guessLayouts } from '../../native/core/guess/guess.ts';
import { FORMAT_CLASSES } from '../../native/core/guess/structures.ts';
import { layoutBytes, tightLayout } from '../../native/core/layout.ts';
import { encodeFromRgba } from '../../native/core/pixels/convert.ts';
import { type BenchOptions, type BenchResult, type BenchRow, contest, printWhenMain } from '../support.ts';

const SIZES = [
  { label: '640x480', width: 640, height: 480 },
  { label: '1080p', width: 1920, height: 1080 },
  { label: '4K', width: 3840, height: 2160 },
];
/** One of each structure: those that share one take as long. */
const FORMATS = FORMAT_CLASSES.map(({ format }) => format);
/** Rounding to pages leaves room for more layouts, each of which has to be weighed. */
const SLACK_BYTES = 4095;
const ROUNDS = 30;

/** The geometry guess against one plain look at every byte. */
export async function run({ only = '' }: BenchOptions): Promise<BenchResult> {
  const rows: BenchRow[] = [];
  for (const { label, width, height } of SIZES) {
    const formats = FORMATS.filter((format) => `${label} ${format}`.includes(only));
    if (formats.length === 0) continue;
    const rgba = picture(width, height);
    for (const format of formats) {
      const layout = tightLayout(format, width, height);
      const payload = new Uint8Array(layoutBytes(layout) + SLACK_BYTES);
      encodeFromRgba(rgba, layout, payload);
      rows.push(
        await contest({
          label: `${label} ${format}`,
          unit: 'ms',
          rounds: ROUNDS,
          ours: () => timed(() => guessLayouts(payload, { slackBytes: SLACK_BYTES })),
          peer: () => timed(() => sumOf(payload)),
        }),
      );
    }
  }
  return {
    id: 'B11',
    title: 'Geometry guess of one frame',
    peer: 'adding up all bytes of the frame in a plain loop',
    rows,
    note: `The guess looks at samples, so it hardly grows with the frame. ${SLACK_BYTES} bytes may be left over, as in a mapping without a trailer.`,
  };
}

/** Waves of three scales and noise: as much to look at as in a camera's picture, and a different left and right edge. */
function picture(width: number, height: number): Uint8Array {
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [u, v] = [x / width, y / height];
      const light = 110 + 60 * u + 30 * Math.sin(9 * u + 5 * v) + 15 * Math.sin(40 * v + 31 * u) + 8 * Math.sin(190 * u);
      const noise = ((Math.imul(x * 7919 + y, 2_654_435_761) >>> 28) - 8) / 2;
      rgba.set([light + noise, light * 0.8 + noise, 200 - light / 2, 255], (y * width + x) * 4);
    }
  return rgba;
}

function sumOf(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i++) sum += bytes[i] ?? 0;
  return sum;
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

await printWhenMain(import.meta.url, run);
