/** What happened to each camera, told from how the list of cameras changes and from what their readers notice. Pure: the caller brings the clock. */
import type { ReaderHappening } from '../../native/camera/reader-types.ts';
import type { Camera, CameraId, HealthEvent } from '../contract.ts';
import { MOST_EVENTS } from '../contract-health.ts';

/** Beyond that, the camera whose last event is oldest is forgotten. */
const MOST_CAMERAS = 256;

type WithoutPlace<E> = E extends unknown ? Omit<E, 'number' | 'camera' | 'at'> : never;
/** What happened, without when and to whom. */
export type Happening = WithoutPlace<HealthEvent>;

export class Timeline {
  readonly #events = new Map<CameraId, HealthEvent[]>();
  readonly #known = new Map<CameraId, Camera>();
  #number = 0;

  /** The list as it is now; answers with what that means. */
  observe(cameras: readonly Camera[], now: number): readonly HealthEvent[] {
    const told: HealthEvent[] = [];
    const here = new Set(cameras.map(({ id }) => id));
    for (const [id] of this.#known) {
      if (here.has(id)) continue;
      this.#known.delete(id);
      told.push(this.#add(id, now, { kind: 'gone' }));
    }
    for (const camera of cameras) {
      const before = this.#known.get(camera.id);
      this.#known.set(camera.id, camera);
      for (const { at, ...happening } of changesOf(before, camera, now)) told.push(this.#add(camera.id, at, happening));
    }
    return told;
  }

  note(id: CameraId, happening: Happening | ReaderHappening, now: number): HealthEvent {
    return this.#add(id, now, typeof happening === 'string' ? { kind: happening } : happening);
  }

  /** Of one camera, or of all; oldest first. */
  events(id: CameraId | null): readonly HealthEvent[] {
    if (id !== null) return this.#events.get(id) ?? [];
    return [...this.#events.values()].flat().sort((a, b) => a.number - b.number);
  }

  #add(camera: CameraId, at: number, happening: Happening): HealthEvent {
    const event: HealthEvent = { number: ++this.#number, camera, at, ...happening };
    const events = [...(this.#events.get(camera) ?? []), event].slice(-MOST_EVENTS);
    this.#events.delete(camera);
    this.#events.set(camera, events);
    const [oldest] = this.#events.keys();
    if (this.#events.size > MOST_CAMERAS && oldest !== undefined) this.#events.delete(oldest);
    return event;
  }
}

/** Of one camera between two looks. A state knows when it began; the rest is known to have happened only now. */
function changesOf(before: Camera | undefined, camera: Camera, now: number): readonly (Happening & { readonly at: number })[] {
  const changes: (Happening & { readonly at: number })[] = [];
  if (before?.realBytes !== undefined && camera.realBytes !== undefined && before.realBytes !== camera.realBytes)
    changes.push({ at: now, kind: 'resized', bytes: camera.realBytes, before: before.realBytes });
  if (before?.layout && camera.layout && JSON.stringify(before.layout) !== JSON.stringify(camera.layout))
    changes.push({ at: now, kind: 'layout', layout: camera.layout, before: before.layout });
  if (camera.state !== before?.state && camera.state !== 'searching')
    changes.push({ at: stateBegan(before, camera, now), kind: 'state', state: camera.state, before: before?.state ?? null });
  if (camera.publisherEnded && !before?.publisherEnded)
    changes.push({ at: now, kind: 'publisher-ended', ...camera.publisherEnded });
  if (camera.stillSince !== undefined && before?.stillSince === undefined) changes.push({ at: camera.stillSince, kind: 'still' });
  if (camera.stillSince === undefined && before?.stillSince !== undefined && camera.state === 'live')
    changes.push({ at: now, kind: 'moving' });
  return changes;
}

/** What was seen before it was told cannot have been otherwise: a state begins after the one before it. */
function stateBegan(before: Camera | undefined, camera: Camera, now: number): number {
  return Math.min(now, Math.max(camera.since, before?.since ?? 0));
}
