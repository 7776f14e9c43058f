import { setTimeout as delay } from 'node:timers/promises';
import { FPS, PICTURES } from './cases.ts';
import { type Stage, script } from './measure.ts';

const MINUTES = 10;
const MEGABYTE = 1024 * 1024;
const CAMERAS = 2;

/** Resident megabytes of each process, once a minute while cameras are shown. */
export interface MemoryFigures {
  readonly minutes: number;
  readonly residentMegabytes: Readonly<Record<string, readonly number[]>>;
}

export async function flatMemory({ page, usage }: Stage): Promise<MemoryFigures> {
  const picture = PICTURES.find(({ title }) => title === '1080p RGB24');
  if (!picture) throw new Error('The picture to watch memory with is not among the cases.');
  const names = Array.from({ length: CAMERAS }, (_none, index) => `bench-memory-${process.pid}-${index}`);
  const publisher = script('cameras.ts', FPS, picture.width, picture.height, picture.format, ...names);
  await publisher.heard();
  const resident: Record<string, number[]> = {};
  try {
    await page.evaluate((all) => window.bench?.show(all, { width: 480, height: 270 }, false, 'auto'), names);
    for (let minute = 0; minute <= MINUTES; minute++) {
      await delay(minute === 0 ? 20_000 : 60_000);
      for (const [name, { residentBytes }] of usage())
        resident[name] = [...(resident[name] ?? []), Math.round(residentBytes / MEGABYTE)];
      console.error(
        `minute ${minute}: ${Object.entries(resident)
          .map(([name, values]) => `${name} ${values.at(-1)} MB`)
          .join(', ')}`,
      );
    }
  } finally {
    await page.evaluate(() => window.bench?.clear());
    publisher.end();
    await publisher.ended();
  }
  return { minutes: MINUTES, residentMegabytes: resident };
}
