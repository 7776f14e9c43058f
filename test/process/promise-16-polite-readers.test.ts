import { expect, test } from 'vitest';
import { jsonLines } from '../support/json-lines.ts';
import { testScope } from '../support/scope.ts';
import { until } from '../support/wait.ts';

const FPS = 60;
const SECONDS = 4;

/** The shipped figure is 1 %; a machine that runs other tests beside may lose some by itself, so the alone-run is compared with. */
test.each([1, 2, 4])('16: %i of our readers at full rate cost a 60 fps publisher at most 1 %% of its frames', async (readers) => {
  const scope = testScope();
  const alone = await skippedShare(0);
  expect(await skippedShare(readers)).toBeLessThanOrEqual(alone + 0.01);

  async function skippedShare(count: number): Promise<number> {
    const name = scope.name();
    const layout = ['--width', 1024, '--height', 576, '--format', 'RGB24'];
    const frames = FPS * SECONDS;
    // It waits for its readers in its first second, which does not count for them.
    const publisher = scope.cli([
      'publish',
      name,
      '--source',
      'pattern:ball',
      ...layout,
      '--fps',
      FPS,
      '--frames',
      frames,
      '--json',
    ]);
    await until(() => scope.objects().some((object) => object.includes(name)), { what: 'the mapping' });
    const watchers = Array.from({ length: count }, () => scope.cli(['watch', name, '--json']));
    const { code, stdout } = await publisher.exited(60_000);
    expect(code).toBe(0);
    for (const watcher of watchers) {
      watcher.signal('SIGINT');
      const summary = jsonLines((await watcher.exited()).stdout).at(-1);
      expect(summary).toMatchObject({ summary: true, torn: 0 });
      expect((summary as { frames: number }).frames).toBeGreaterThan(frames / 4);
    }
    const { skipped } = jsonLines(stdout).at(-1) as { skipped: number };
    return skipped / (frames + skipped);
  }
});
