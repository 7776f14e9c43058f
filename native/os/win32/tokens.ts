import { advapi32 } from './advapi32.ts';
import { type Handle, kernel32 } from './kernel32.ts';

export const TOKEN_QUERY = 0x8;
export const TOKEN_ADJUST_PRIVILEGES = 0x20;
const TOKEN_USER = 1;

/** The access token of a process; undefined where it may not be opened. */
export function withToken<T>(process: Handle, access: number, use: (token: Handle) => T): T | undefined {
  const out = new BigUint64Array(1);
  if (!advapi32().OpenProcessToken(process, access, new Uint8Array(out.buffer))) return undefined;
  const token = out[0] ?? 0n;
  try {
    return use(token);
  } finally {
    kernel32().CloseHandle(token);
  }
}

/** The account that a process runs as, by its SID. */
export function withUserOf<T>(process: Handle, use: (sid: bigint) => T): T | undefined {
  return withToken(process, TOKEN_QUERY, (token) => {
    // TOKEN_USER: the address of the SID, which follows in the same buffer.
    const information = new BigUint64Array(32);
    const bytes = new Uint8Array(information.buffer);
    if (!advapi32().GetTokenInformation(token, TOKEN_USER, bytes, bytes.length, new Uint8Array(4))) return undefined;
    return use(information[0] ?? 0n);
  });
}
