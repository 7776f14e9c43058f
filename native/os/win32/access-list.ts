import type { Sharing } from '../os-backend.ts';

/** Who a list of access rights lets in, by https://learn.microsoft.com/windows/win32/secauthz/ace-strings: (type;flags;rights;object;parent;account). */
const ALLOWS = /\(A;[^();]*;[^();]*;[^();]*;[^();]*;([^();]+)\)/gu;
/** Those who logged on, at this machine or from elsewhere, and the users that it knows. */
const USERS = ['AU', 'IU', 'NU', 'BU'];

/** Of a list as text (SDDL): everybody (WD), every user, or only who is named. What is denied to somebody lets nobody in. */
export function shareOf(list: string): Sharing['share'] {
  const allowed = [...list.matchAll(ALLOWS)].map(([, account = '']) => account);
  if (allowed.includes('WD')) return 'everybody';
  return allowed.some((account) => USERS.includes(account)) ? 'users' : 'private';
}
