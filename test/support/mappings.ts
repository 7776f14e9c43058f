import type { Page } from 'playwright-core';
import type { Settings } from '../../backend/contract.ts';
import type { Scope } from './scope.ts';
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

/** Opens the overview of this scope's mappings, or one of them in the inspector. */
export async function openMappings(
  scope: Scope,
  page: Page,
  place: { readonly name?: string; readonly tab?: string; readonly settings?: Partial<Settings> } = {},
): Promise<string> {
  const { url } = await startViewer(scope, place.settings);
  const path = place.name === undefined ? '' : `/${encodeURIComponent(`local:${place.name}`)}/${place.tab ?? 'summary'}`;
  await page.goto(`${url}#/mappings${path}`);
  // Only rows in sight are drawn, and other programs of this machine may have many mappings.
  const filter = page.getByLabel('Filter mappings');
  await filter.fill(scope.prefix);
  await filter.blur();
  return url;
}
