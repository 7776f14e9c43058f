export const guess = {
  title: 'From the picture itself',
  start: 'Guess the layout',
  busy: 'Looking at the picture…',
  again: 'Look at the picture again',
  hide: 'Hide the guesses',
  nothing: 'Nothing in this mapping looks like a picture.',
  unsure: 'No layout stands out. A black or very noisy picture has little to guess from: try again when something is in view.',
  unsureWatched:
    'No layout stands out: a black or very noisy picture has little to guess from. It is looked at again until something is in view.',
  likely: 'The first one is likely. Choose the one whose picture is right.',
  alike: 'Choose by the colours: {{formats}} look alike to a program.',
  percent: '{{percent}} %',
  padding: 'Rows of {{stride}}',
  offset: 'Begins after {{bytes}}',
  fromTwo: 'From two frames, in {{ms}} ms. The pictures are live.',
  fromOne: 'From one frame, in {{ms}} ms: nothing moved meanwhile.',
} as const;
