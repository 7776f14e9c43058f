/** Words that many parts of the page use. */
export const common = {
  add: 'Add',
  cancel: 'Cancel',
  close: 'Close',
  local: 'Local',
  global: 'Global',
  custom: 'Custom',
  name: 'Name',
  namespace: 'Namespace',
} as const;
