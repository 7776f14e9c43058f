export const formats = {
  refused: 'This frame cannot be shown',
} as const;
