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
    options: { readonly runOnly: readonly string[]; readonly resultTypes: readonly string[] },
  ): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
    }[];
  }>;
}

/** What axe finds, one line each: of everything, or of some rules. */
export async function accessFaults(page: Page, rules: readonly string[] = RULES): Promise<readonly string[]> {
  // By evaluation, which the page's security policy does not forbid as it would a script element.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { readonly axe: Axe };
    const { violations } = await axe.run(document, { runOnly, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary.replace(/\s+/gu, ' ')}`),
    );
  }, rules);
}

/** Controls and headings that lie outside the window or under something else and cannot be scrolled into sight; and pages that are too wide. */
export function layoutFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const named = (element: Element): string =>
      `${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}"`;
    const { clientWidth: width, clientHeight: height, scrollWidth } = document.documentElement;
    if (scrollWidth > width) faults.push(`the page is ${scrollWidth - width} px too wide`);
    /** A dialog, or a panel that lies over a narrow page, is all that can be used while it is there. */
    const panels = [...document.querySelectorAll('[role="dialog"], .sidebar:not([inert]), .layout-panel')];
    const root = panels.find((panel) => getComputedStyle(panel).position === 'fixed' || panel.role === 'dialog') ?? document;

    for (const element of root.querySelectorAll(
      'button, a[href], input, summary, [role="option"], [role="tab"], h1, h2, h3, label',
    )) {
      const style = getComputedStyle(element);
      const hidden = element.closest('[inert], [hidden], [aria-hidden="true"], .visually-hidden') !== null;
      if (hidden || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      element.scrollIntoView({ block: 'center', inline: 'center' });
      const box = element.getBoundingClientRect();
      if (box.width < 2 || box.height < 2) continue;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const found = document.elementFromPoint(x, y);
      const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
      if (x < 0 || y < 0 || x > width || y > height)
        faults.push(`${named(element)} lies outside the window, at ${Math.round(x)}, ${Math.round(y)}`);
      else if (!(element.contains(found) || found?.contains(element) || label?.contains(found)))
        faults.push(`${named(element)} is covered by ${found ? named(found) : 'nothing'}`);
      else if (box.left < -1 || box.right > width + 1) faults.push(`${named(element)} is cut at its side`);
      // Text that is cut without an ellipsis cannot even be guessed.
      else if (element.scrollWidth > element.clientWidth + 2 && style.overflowX === 'hidden' && style.textOverflow !== 'ellipsis')
        faults.push(`${named(element)} does not fit into itself`);
    }
    return faults;
  });
}
