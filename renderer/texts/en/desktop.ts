export const desktop = {
  safeMode: {
    title: 'Safe mode',
    words:
      'Pictures are drawn plainly, cameras are only looked at, and nothing that you change is kept. End the program and start it again to leave.',
  },
  graphicsLost: 'The graphics process has ended and starts anew; pictures may pause for a moment.',
  graphicsGone:
    'The graphics process keeps ending. Pictures are drawn without it until the program starts anew; safe mode does so from the beginning.',
  closeToTray: {
    name: 'Go on when the window is closed',
    note: 'The program stays in the notification area, with the states of all cameras.',
  },
  startsWithSession: {
    name: 'Start with the computer',
    note: 'Minimised, when you log in.',
  },
  logs: {
    name: 'Log files',
    note: 'In {{folder}}',
    open: 'Open the folder',
  },
} as const;
