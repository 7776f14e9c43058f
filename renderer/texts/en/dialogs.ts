export const dialogs = {
  add: {
    title: 'Add a camera by name',
    description: 'It stays in the list, and is shown as soon as it exists.',
    nameHint: 'Printable ASCII without / and \\, at most {{bytes}} bytes with its prefix.',
  },
  namespace: {
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
  },
  help: {
    title: 'Keys and states',
    keys: 'Keys',
    states: 'States',
    reading: 'Ways to read',
    locks: 'How a lock stands',
  },
} as const;
