import type { Mapping } from '../../../../backend/contract.ts';

/** What writes a test picture into the mapping; undefined where nothing says what picture it would have to be. */
export function publishCommand({
  name,
  namespace,
  trailer,
}: Pick<Mapping, 'name' | 'namespace' | 'trailer'>): string | undefined {
  if (!trailer) return undefined;
  const { width, height, format } = trailer;
  const shown = /^[\w.-]+$/.test(name) ? name : `"${name.replace(/["$`]/g, (character) => `\\${character}`)}"`;
  const space = namespace === 'local' ? '' : ` --namespace ${namespace}`;
  return `sharedcam publish ${shown}${space} --source pattern:ball --width ${width} --height ${height} --format ${format}`;
}
