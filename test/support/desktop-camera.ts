import type { Scope } from './scope.ts';

/** A camera of a process of its own, for the specs of the desktop program; answers with its name. */
export async function publish(scope: Scope, label = 'cam'): Promise<string> {
  const name = scope.name(label);
  const layout = ['--width', 640, '--height', 360, '--format', 'RGB24'];
  await scope.cli(['publish', name, '--source', 'pattern:ball', ...layout, '--fps', 30, '--json']).said('ready');
  return name;
}
