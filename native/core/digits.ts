/** 1769472 as "1 769 472". Ordinary spaces: terminals draw the narrow ones badly. What is no whole number stays as it is. */
export function groupDigits(value: number): string {
  if (!Number.isInteger(value)) return String(value);
  return String(value).replace(/\B(?=(\d{3})+$)/g, ' ');
}

/** "1 frame", "12 000 frames". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${groupDigits(count)} ${count === 1 ? one : many}`;
}

/** "1 byte", "1 769 472 bytes": every sentence says sizes so. */
export function bytesText(bytes: number): string {
  return plural(bytes, 'byte');
}
