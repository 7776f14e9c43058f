export const palette = {
  title: 'Command palette',
  hint: 'What do you want to do?',
  results: 'Results',
  empty: 'Nothing matches.',
  actions: 'Actions',
  inspect: 'Inspect',
  view: 'Saved view',
  setting: 'Setting',
} as const;
