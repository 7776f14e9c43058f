/**
 * Who may come in. The server listens on loopback, but every page of every browser on the machine can reach loopback, and so can other
 * users: the secret in the path keeps out those who were not given the address, the Host check keeps out names that were pointed at
 * 127.0.0.1 (DNS rebinding), the Origin check keeps out other pages that learned the address.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { NOT_FOUND, type Refusal, WRONG_HOST, WRONG_ORIGIN } from './refusals.ts';

export type Admission = { readonly path: string } | { readonly refusal: Refusal };

/** `page`: a file, which a user may also type as an address. Streams and sockets are opened by a page of ours only. */
export type Purpose = 'page' | 'stream' | 'socket';

export interface Gate {
  readonly secret: string;
  /** The path below the secret, beginning with a slash and without query, or why not. */
  admit(url: string | undefined, headers: IncomingHttpHeaders, purpose: Purpose): Admission;
}

/** 128 random bits, as they stand in an address. */
export function makeSecret(): string {
  return randomBytes(16).toString('base64url');
}

export function createGate(port: number, host: string, secret = makeSecret()): Gate {
  const hosts = allowedHosts(port, host);
  const origins = new Set([...hosts].map((name) => `http://${name}`));
  const expected = Buffer.from(secret);

  return {
    secret,
    admit(url, headers, purpose) {
      if (headers.host === undefined || !hosts.has(headers.host.toLowerCase())) return { refusal: WRONG_HOST };
      const [, given = '', path] = /^\/([^/?#]*)(\/[^?#]*)/.exec(url ?? '') ?? [];
      if (!knowsSecret(given) || path === undefined) return { refusal: NOT_FOUND };
      return comesFromUs(headers, purpose) ? { path } : { refusal: WRONG_ORIGIN };
    },
  };

  function knowsSecret(given: string): boolean {
    const bytes = Buffer.from(given);
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  }

  /** A browser names the page in every socket's Origin; of a same-origin GET it says so in Sec-Fetch-Site instead. */
  function comesFromUs(headers: IncomingHttpHeaders, purpose: Purpose): boolean {
    if (headers.origin !== undefined) return origins.has(headers.origin);
    return purpose === 'page' || (purpose === 'stream' && headers['sec-fetch-site'] === 'same-origin');
  }
}

function allowedHosts(port: number, host: string): ReadonlySet<string> {
  const names = new Set(['127.0.0.1', 'localhost', '[::1]', host.includes(':') ? `[${host}]` : host.toLowerCase()]);
  const withPort = [...names].map((name) => `${name}:${port}`);
  // Browsers leave the port out where it is the scheme's own.
  return new Set(port === 80 ? [...names, ...withPort] : withPort);
}
