const MOST_DIGITS = 11;

/**
 * The digits of a whole number that was typed or pasted, without its groups and its unit; undefined where it is none, because
 * "1920x1080" or "12.5" without the rest would be another number.
 */
export function wholeNumberText(text: string): string | undefined {
  const [, digits] = /^(\d*|\d{1,3}(?:[.,’' ]\d{3})+) ?\p{L}*$/u.exec(text.replace(/\s+/gu, ' ').trim()) ?? [];
  const bare = digits?.replace(/\D/g, '');
  return bare !== undefined && bare.length <= MOST_DIGITS ? bare : undefined;
}
