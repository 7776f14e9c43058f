import type { LineChild } from '../child.ts';
import type { Chromium, ChromiumPage } from './chromium.ts';
import { script } from './measure.ts';

/** What the transport alone carries: the same bytes, read by a worker and thrown away. */
export class Ceiling {
  readonly #server: LineChild;
  readonly #page: ChromiumPage;

  private constructor(server: LineChild, page: ChromiumPage) {
    this.#server = server;
    this.#page = page;
  }

  static async open(browser: Chromium): Promise<Ceiling> {
    const server = script('ceiling-server.ts');
    const page = await browser.open(await server.heard());
    await page.until(() => 'measure' in window, 'the page of the transport alone');
    return new Ceiling(server, page);
  }

  /** Frames of `bytes` a second. */
  measure(bytes: number, milliseconds: number): Promise<number> {
    return this.#page.evaluate(
      ([size, time]) =>
        (window as unknown as { measure(bytes: number, milliseconds: number): Promise<number> }).measure(size, time),
      [bytes, milliseconds] as const,
    );
  }

  async close(): Promise<void> {
    await this.#page.close();
    this.#server.end();
    await this.#server.ended();
  }
}
