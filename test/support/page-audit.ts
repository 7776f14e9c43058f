/** What can be wrong with a page for somebody who looks or listens, asked of the page as it stands. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from './paths.ts';

const AXE = readFileSync(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Axe {
  run(
    root: Document,
    options: { readonly runOnly: readonly string[] },
  ): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
    }[];
  }>;
}

/** What axe finds, one line each. */
export async function accessFaults(page: Page): Promise<readonly string[]> {
  // By evaluation, which the page's security policy does not forbid as it would a script element.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(async (rules) => {
    const { axe } = window as unknown as { readonly axe: Axe };
    const { violations } = await axe.run(document, { runOnly: rules });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary.replace(/\s+/gu, ' ')}`),
    );
  }, RULES);
}

/** Controls and headings that lie outside the window or under something else, and cannot be scrolled into sight; and pages that are too wide. */
export function layoutFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const named = (element: Element): string =>
      `${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}"`;
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    if (document.documentElement.scrollWidth > width)
      faults.push(`the page is ${document.documentElement.scrollWidth - width} px too wide`);

    /** The nearest ancestor that hides what does not fit, and whether it can be scrolled. */
    const clipOf = (element: Element): { readonly box: DOMRect; readonly x: boolean; readonly y: boolean } | undefined => {
      for (let each = element.parentElement; each && each !== document.body; each = each.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(each);
        if (overflowX === 'visible' && overflowY === 'visible') continue;
        const scrolls = (value: string): boolean => value === 'auto' || value === 'scroll';
        return { box: each.getBoundingClientRect(), x: scrolls(overflowX), y: scrolls(overflowY) };
      }
      return undefined;
    };
    const dialog = document.querySelector('[role="dialog"]');
    const controls = (dialog ?? document).querySelectorAll(
      'button, a[href], input, summary, [role="option"], [role="tab"], h1, h2, h3, label',
    );
    for (const element of controls) {
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const hidden =
        element.closest('[inert], [hidden], .visually-hidden') !== null ||
        style.visibility === 'hidden' ||
        Number(style.opacity) === 0;
      if (hidden || box.width < 2 || box.height < 2 || !element.checkVisibility()) continue;
      const clip = clipOf(element);
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      if (
        clip &&
        ((clip.y && (y < clip.box.top || y > clip.box.bottom)) || (clip.x && (x < clip.box.left || x > clip.box.right)))
      )
        continue;
      if (x < 0 || y < 0 || x > width || y > height) {
        faults.push(`${named(element)} lies outside the window, at ${Math.round(x)}, ${Math.round(y)}`);
        continue;
      }
      if (clip && !clip.x && (box.left < clip.box.left - 2 || box.right > clip.box.right + 2))
        faults.push(`${named(element)} is cut at its side`);
      const found = document.elementFromPoint(x, y);
      const reached =
        found && (element.contains(found) || found.contains(element) || found.closest('label')?.control === element);
      if (!reached) faults.push(`${named(element)} is covered by ${found ? named(found) : 'nothing'}`);
      // Text that is cut without an ellipsis cannot even be guessed.
      if (element.scrollWidth > element.clientWidth + 2 && style.overflowX === 'hidden' && style.textOverflow !== 'ellipsis')
        faults.push(`${named(element)} does not fit into itself`);
    }
    return faults;
  });
}
