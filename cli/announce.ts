import { addToCameraList, cameraListPath, removeFromCameraList } from '../native/camera/camera-list-file.ts';
import type { Output } from './output.ts';

/** Puts the name into the camera list and answers with how to take it out. The list is a courtesy: without it a camera works as well. */
export function announce(name: string, output: Output): () => void {
  attempt(() => addToCameraList(name), output);
  return () => attempt(() => removeFromCameraList(name), output);
}

function attempt(change: () => void, output: Output): void {
  try {
    change();
  } catch (error) {
    output.warn(`The camera list ${cameraListPath()} could not be changed: ${error instanceof Error ? error.message : error}`);
  }
}
