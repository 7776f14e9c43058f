import type { Namespace } from '../../../native/core/names.ts';

export const NAMESPACE_LABELS: Readonly<Record<Namespace, string>> = { local: 'Local', global: 'Global', custom: 'Custom' };

export const NAMESPACE_HINTS: Readonly<Record<'win32' | 'posix', Readonly<Record<Namespace, string>>>> = {
  win32: {
    local: 'Local\\NAME: programs of this session.',
    global: 'Global\\NAME: all sessions, services included.',
    custom: 'The name exactly as it is, without a prefix.',
  },
  posix: {
    local: '/shmcam.local.UID.NAME: programs of this user.',
    global: '/shmcam.global.NAME: programs of all users.',
    custom: '/NAME exactly, for objects of other programs.',
  },
};
