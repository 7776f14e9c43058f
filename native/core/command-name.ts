import type { Namespace } from './names.ts';

/**
 * A mapping as `sharedcam` takes it in a shell: its name, quoted where a shell would read more than a name (names may hold spaces and `;`,
 * and those of a camera list come from others), and its namespace where that is not the default.
 */
export function commandName(name: string, namespace: Namespace = 'local'): string {
  const shown = /^[\w.-]+$/u.test(name) ? name : `"${name.replace(/["$`]/gu, (character) => `\\${character}`)}"`;
  return namespace === 'local' ? shown : `${shown} --namespace ${namespace}`;
}
