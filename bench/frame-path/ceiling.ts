import type { Browser, Page } from 'playwright-core';
import type { LineChild } from '../child.ts';
import { script } from './measure.ts';

/** What the transport alone carries: the same bytes, read by a worker and thrown away. */
export class Ceiling {
  readonly #server: LineChild;
  readonly #page: Page;

  private constructor(server: LineChild, page: Page) {
    this.#server = server;
    this.#page = page;
  }

  static async open(browser: Browser): Promise<Ceiling> {
    const server = script('ceiling-server.ts');
    const page = await browser.newPage();
    await page.goto(await server.heard());
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
