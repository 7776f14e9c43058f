/** One value per non-empty line, as `--json` prints them; a cut last line of a killed process is left out. */
export function jsonLines(text: string): unknown[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.flatMap((line, index) => {
    try {
      return [JSON.parse(line) as unknown];
    } catch (error) {
      if (index === lines.length - 1 && !text.endsWith('\n')) return [];
      throw error;
    }
  });
}

/** The value of a command that prints one JSON value, over one line or many. */
export function jsonValue(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new Error(`Not a JSON object: ${text}`);
  return value as Record<string, unknown>;
}
