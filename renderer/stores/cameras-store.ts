import { create } from 'zustand';
import type { Camera, CameraId } from '../../backend/contract.ts';
import { cameraTitles, titleOfId } from '../../native/core/camera-titles.ts';

interface CamerasState {
  readonly cameras: readonly Camera[];
  readonly titles: ReadonlyMap<CameraId, string>;
  /** False until the first list has come, so that "no cameras" is only said when it is known. */
  readonly known: boolean;
  readonly filter: string;
}

export const useCameras = create<CamerasState>(() => ({ cameras: [], titles: new Map(), known: false, filter: '' }));

export function setCameras(cameras: readonly Camera[]): void {
  useCameras.setState({ cameras, titles: cameraTitles(cameras), known: true });
}

/** One camera that a command answered with; the event with the whole list may come before or after. */
export function putCamera(camera: Camera): void {
  useCameras.setState((before) => {
    const isKnown = before.cameras.some(({ id }) => id === camera.id);
    const cameras = isKnown ? before.cameras.map((old) => (old.id === camera.id ? camera : old)) : [...before.cameras, camera];
    return { cameras, titles: cameraTitles(cameras) };
  });
}

/** What it is called everywhere, also where it is not known now. */
export function titleIn(titles: CamerasState['titles'], id: CameraId): string {
  return titles.get(id) ?? titleOfId(id);
}

/** Empty where there is no camera. */
export function useCameraTitle(id: CameraId | undefined): string {
  return useCameras(({ titles }) => (id === undefined ? '' : titleIn(titles, id)));
}

export function setFilter(filter: string): void {
  useCameras.setState({ filter });
}

/** The chosen camera; without a choice the first one on the screen that is live, or else that is there. */
export function pickCamera(cameras: readonly Camera[], selected: CameraId | null | undefined): Camera | undefined {
  const chosen = cameras.find(({ id }) => id === selected);
  if (chosen) return chosen;
  const rows = groupCameras(cameras).flatMap((group) => group.cameras);
  return rows.find(({ state }) => state === 'live') ?? rows.find(({ state }) => state !== 'not-found') ?? rows[0];
}

/** Every word of the filter must occur in the name, the label, the namespace, the state or the format. */
export function filterCameras(cameras: readonly Camera[], filter: string): readonly Camera[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return cameras;
  return cameras.filter(({ name, label, namespace, state, layout }) => {
    const text = [name, label, namespace, state, layout?.format, layout && `${layout.width}x${layout.height}`]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export type CameraSection = 'listed' | 'found' | 'added';

/** Where a camera stands in the list: announced by a producer, found on the machine, or known by its name only. */
export function sectionOf({ foundBy }: Camera): CameraSection {
  if (foundBy.includes('list')) return 'listed';
  return foundBy.includes('os') ? 'found' : 'added';
}

export interface CameraGroup {
  readonly section: CameraSection;
  readonly cameras: readonly Camera[];
}

/** Non-empty sections in their order, each by name; the order of all rows on the screen. */
export function groupCameras(cameras: readonly Camera[]): readonly CameraGroup[] {
  const byName = [...cameras].sort(
    (a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }) || (a.id < b.id ? -1 : 1),
  );
  return (['listed', 'found', 'added'] as const)
    .map((section) => ({ section, cameras: byName.filter((camera) => sectionOf(camera) === section) }))
    .filter((group) => group.cameras.length > 0);
}
