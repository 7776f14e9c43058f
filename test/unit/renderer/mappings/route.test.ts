import { describe, expect, it } from 'vitest';
import { formatRoute, INSPECTOR_TABS, parseRoute, type Route } from '../../../../renderer/route.ts';

describe('addresses', () => {
  const routes: readonly Route[] = [
    { view: 'cameras' },
    { view: 'mappings', mapping: undefined, tab: 'summary' },
    ...INSPECTOR_TABS.map((tab) => ({ view: 'mappings', mapping: 'custom:a b%/ä#', tab }) as const),
  ];
  it.each(routes)('lead back to where they came from: %o', (route) => {
    expect(parseRoute(formatRoute(route))).toEqual(route);
  });
  it('of nothing we know show the cameras', () => {
    for (const hash of ['', '#', '#/', '#/nowhere', '#mapping']) expect(parseRoute(hash)).toEqual({ view: 'cameras' });
  });
  it('typed wrong are read as far as they make sense', () => {
    expect(parseRoute('#/mappings/%E0%A4%A')).toEqual({ view: 'mappings', mapping: undefined, tab: 'summary' });
    expect(parseRoute('#/mappings/local%3Acam/what')).toEqual({ view: 'mappings', mapping: 'local:cam', tab: 'summary' });
  });
});
