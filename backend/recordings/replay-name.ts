const MOST = 99;
const ENDING = '-again';
const ENDING_BYTES = `${ENDING}-${MOST}`.length;

/**
 * Names for the camera that shows a recording, the best first: that of its file, as mapping names may be, then with numbers. `most`: bytes
 * that the system leaves for a name.
 */
export function* replayNames(file: string, most: number): Generator<string, void, void> {
  const base = file
    .replace(/\.(mcap|mp4|webm)(\.part)?$/iu, '')
    .replace(/[^\x21-\x7e]|[/\\]/gu, '-')
    .replace(/-+/gu, '-')
    .replace(/^[-.]+/u, '')
    .slice(0, most - ENDING_BYTES)
    .replace(/[-.]+$/u, '');
  const name = `${base || 'recording'}${ENDING}`;
  yield name;
  for (let number = 2; number <= MOST; number++) yield `${name}-${number}`;
}
