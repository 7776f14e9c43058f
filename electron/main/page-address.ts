/** Where the desktop shell's own page lives: a scheme of its own, so that it has an origin and no access to files. */
export const PAGE_SCHEME = 'sharedcam-app';
export const PAGE_HOST = 'viewer';
export const PAGE_ORIGIN = `${PAGE_SCHEME}://${PAGE_HOST}`;
export const PAGE_URL = `${PAGE_ORIGIN}/`;

export function isOwnPage(url: string): boolean {
  return url.startsWith(PAGE_URL);
}
