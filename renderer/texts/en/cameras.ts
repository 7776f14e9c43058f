export const cameras = {
  state: {
    live: {
      word: 'Live',
      meaning: 'New frames arrive.',
    },
    stalled: {
      word: 'Stalled',
      meaning: 'Frames came, none recently.',
    },
    ended: {
      word: 'Publisher ended',
      meaning: 'Frames came, and the process that published them is gone.',
    },
    locked: {
      word: 'Locked',
      meaning: 'Somebody holds the lock and does not give it back.',
    },
    'no-layout': {
      word: 'Needs a layout',
      meaning: 'Nothing says how the pixels lie.',
    },
    'wrong-size': {
      word: 'Wrong size',
      meaning: 'The layout needs more bytes than there are.',
    },
    'never-written': {
      word: 'Never written',
      meaning: 'The mapping is there, its pixels are all zero.',
    },
    uninitialised: {
      word: 'Being set up',
      meaning: 'The producer has not made the lock ready.',
    },
    refused: {
      word: 'Refused',
      meaning: 'This user may not open it.',
    },
    'not-found': {
      word: 'Not found',
      meaning: 'Nothing has this name now.',
    },
    remembered: {
      word: 'Not there (remembered)',
      meaning: 'The name was typed, seen before, or stands in the camera list; nothing has it now.',
    },
    searching: {
      word: 'Looking',
      meaning: 'Not looked at yet.',
    },
  },
  section: {
    listed: 'Announced',
    found: 'Found on this machine',
    added: 'Remembered',
  },
  readingLabel: 'Reading',
  readingMode: {
    locking: {
      word: 'With the lock',
      meaning: 'Each new frame is copied under the lock, so it is always whole. The producer waits for one copy at most.',
    },
    observing: {
      word: 'Only looking',
      meaning:
        'The memory is mapped read-only and the lock is never touched, so nothing here can disturb a producer. Each frame is looked at twice; one that a writer came into is torn, counted, and taken again.',
    },
  },
  forget: 'Forget ({{key}})',
  closeList: 'Close the list',
  sources: 'Sources',
  addByName: 'Add by name',
  filter: 'Filter',
  filterLabel: 'Filter cameras',
  looking: 'Looking for cameras…',
  empty: 'No cameras yet.',
} as const;
