import type { Page } from 'playwright-core';
import type { Settings } from '../../backend/contract.ts';
import type { Scope } from './scope.ts';
import { describeInOneStart } from './shells.ts';
import { startViewer } from './viewer.ts';

/** The row of a mapping in the overview. */
export function mappingRow(page: Page, name: string) {
  return page.locator(`[data-mapping="local:${name}"]`);
}

/** One cell of it, by the column's id. */
export function mappingCell(page: Page, name: string, column: string) {
  return mappingRow(page, name).locator(`[data-column="${column}"]`);
}

export function inspector(page: Page) {
  return page.getByRole('complementary', { name: 'Inspector' });
}

export interface MappingsPlace {
  /** One of them in the inspector. */
  readonly name?: string;
  readonly tab?: string;
}

/** Opens the overview of this scope's mappings, in a program of the test's own. */
export async function openMappings(
  scope: Scope,
  page: Page,
  place: MappingsPlace & { readonly settings?: Partial<Settings> } = {},
): Promise<void> {
  const { url } = await startViewer(scope, place.settings);
  await goToMappings(scope, page, url, place);
}

/** The same in a program that runs. */
export async function goToMappings(scope: Scope, page: Page, url: string, place: MappingsPlace = {}): Promise<void> {
  await page.goto(`${url}${hashOf(place)}`);
  await filterScope(scope, page);
}

function hashOf({ name, tab = 'summary' }: MappingsPlace): string {
  return name === undefined ? '#/mappings' : `#/mappings/${encodeURIComponent(`local:${name}`)}/${tab}`;
}

/** Only rows in sight are drawn, and other programs of this machine may have many mappings. */
async function filterScope(scope: Scope, page: Page): Promise<void> {
  const filter = page.getByLabel('Filter mappings');
  await filter.fill(scope.prefix);
  await filter.blur();
}

/** Shows the overview afresh, on the page of a program that all tests share. */
export type ShowMappings = (scope: Scope, place?: MappingsPlace) => Promise<Page>;

/** Specs of the mapping manager in every shell, each of which is started once for all of them. */
export function describeMappings(title: string, specs: (show: ShowMappings) => void): void {
  describeInOneStart(title, (fresh) =>
    specs(async (scope, place = {}) => {
      const page = await fresh(hashOf(place));
      await filterScope(scope, page);
      return page;
    }),
  );
}
