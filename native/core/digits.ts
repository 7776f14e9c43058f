/** 1769472 as "1 769 472". Ordinary spaces: terminals draw the narrow ones badly. */
export function groupDigits(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ' ');
}
