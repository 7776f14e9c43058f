import type { Mapping } from '../../../../backend/contract.ts';
import { commandName } from '../../../../native/core/command-name.ts';

/** What writes a test picture into the mapping; undefined where nothing says what picture it would have to be. */
export function publishCommand({
  name,
  namespace,
  trailer,
}: Pick<Mapping, 'name' | 'namespace' | 'trailer'>): string | undefined {
  if (!trailer) return undefined;
  const { width, height, format } = trailer;
  return `sharedcam publish ${commandName(name, namespace)} --source pattern:ball --width ${width} --height ${height} --format ${format}`;
}
