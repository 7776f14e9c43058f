/**
 * Chromium does not know an app's own scheme, so a page of `scheme://host/path` stands at `http://host.scheme.localhost/path`: an origin
 * of its own and a secure context too, but the page sees that address as its own. Everything in the main process sees the real one.
 */
const STAND_IN_SUFFIX = '.localhost';

export interface PageScheme {
  readonly scheme: string;
  readonly privileges: Readonly<Record<string, boolean | undefined>>;
}

const schemes = new Map<string, PageScheme>();

export function addScheme(scheme: PageScheme): void {
  schemes.set(scheme.scheme, scheme);
}

export function schemeOf(name: string): PageScheme | undefined {
  return schemes.get(name);
}

/** For Chromium: all stand-ins lead to the double's own server. */
export function resolverRules(port: number): string {
  return [...schemes.keys()].map((scheme) => `MAP *.${scheme}${STAND_IN_SUFFIX} 127.0.0.1:${port}`).join(',');
}

export function standIn(address: string): string {
  const found = /^([a-z][a-z0-9-]*):\/\/([^/?#]*)(.*)$/is.exec(address);
  const [, scheme = '', host = '', rest = ''] = found ?? [];
  if (!schemes.has(scheme.toLowerCase())) return address;
  return `http://${host}.${scheme}${STAND_IN_SUFFIX}${rest.startsWith('/') ? rest : `/${rest}`}`;
}

export function realAddress(address: string): string {
  const found = /^http:\/\/([^/?#]+)\.([^./?#]+)\.localhost(.*)$/is.exec(address);
  const [, host = '', scheme = '', rest = ''] = found ?? [];
  return schemes.has(scheme) ? `${scheme}://${host}${rest}` : address;
}

export function originOf(address: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(address)?.[0] ?? 'null';
}
