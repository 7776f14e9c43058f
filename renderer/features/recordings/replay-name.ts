import { MAX_NAME_BYTES } from '../../../native/core/names.ts';

/** A name for the camera that shows a recording: that of its file, as mapping names may be, and not taken. */
export function replayName(file: string, taken: readonly string[]): string {
  const base = file
    .replace(/\.(mcap|mp4|webm)(\.part)?$/iu, '')
    .replace(/[^\x21-\x7e]|[/\\]/gu, '-')
    .replace(/-+/gu, '-')
    .replace(/^[-.]+|[-.]+$/gu, '')
    .slice(0, MAX_NAME_BYTES - 12);
  const wanted = `${base || 'recording'}-again`;
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.includes(name)) return name;
  }
}
