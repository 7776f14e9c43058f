import { PAGE_HEADERS } from '../backend/page-headers.ts';

/** Sent with every answer. The address holds the secret and changes with every start: nobody else is to see it. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  ...PAGE_HEADERS,
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), display-capture=()',
  'X-Frame-Options': 'DENY',
};
