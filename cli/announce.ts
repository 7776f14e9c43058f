import { addToCameraList, cameraListPath, removeFromCameraList } from '../native/camera/camera-list-file.ts';
import type { SharedMapping } from '../native/camera/shared-mapping.ts';
import { getOsBackend } from '../native/os/index.ts';
import type { Output } from './output.ts';

/** Puts the name into the camera list and answers with how to take it out. The list is a courtesy: without it a camera works as well. */
export function announce(mapping: SharedMapping, output: Output): () => void {
  const { name } = mapping.name;
  attempt(() => addToCameraList(name), output);
  return () => {
    if (!isTakenOver(mapping)) attempt(() => removeFromCameraList(name), output);
  };
}

/** Somebody else has made a mapping of this name meanwhile: the entry is theirs now. */
function isTakenOver(mapping: SharedMapping): boolean {
  const { osName } = mapping.name;
  return (
    !mapping.isCurrent() &&
    getOsBackend()
      .listSections()
      .some(({ name }) => name.osName === osName)
  );
}

function attempt(change: () => void, output: Output): void {
  try {
    change();
  } catch (error) {
    output.warn(`The camera list ${cameraListPath()} could not be changed: ${error instanceof Error ? error.message : error}`);
  }
}
