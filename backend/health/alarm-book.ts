/**
 * Which alarms are raised. A value must be beyond its threshold for a while before its alarm is raised, and must come back by a margin, for
 * a while, before it is cleared: nothing flaps. Pure: the caller brings the clock.
 */
import { cameraTitles } from '../../native/core/camera-titles.ts';
import type { Alarm, AlarmRule, Camera, CameraId, Figures } from '../contract.ts';
import { MOST_ALARMS } from '../contract-health.ts';
import { isDuration, readingOf, type Subject, sideOf } from './alarm-values.ts';

export const RAISE_AFTER_MS = 3000;
export const CLEAR_AFTER_MS = 3000;
/** Of cameras that are not in the list any more. */
const MOST_GONE = 100;

interface Watched {
  label: string;
  /** A rule for every camera means those that were live; a mapping that never was anything is no trouble. */
  lived: boolean;
  notLiveSince: number | undefined;
  camera: Camera | undefined;
}

/** Since when a value has been on its side of the threshold. */
interface Lasting {
  readonly side: 'beyond' | 'between' | 'back';
  readonly since: number;
}

export class AlarmBook {
  readonly #watched = new Map<CameraId, Watched>();
  readonly #lasting = new Map<string, Lasting>();
  readonly #alarms = new Map<string, Alarm>();

  /** Newest first. */
  get alarms(): readonly Alarm[] {
    return [...this.#alarms.values()].sort((a, b) => b.raisedAt - a.raisedAt);
  }

  observe(cameras: readonly Camera[], now: number): void {
    for (const watched of this.#watched.values()) watched.camera = undefined;
    const titles = cameraTitles(cameras);
    for (const camera of cameras) {
      const before = this.#watched.get(camera.id);
      const live = camera.state === 'live';
      this.#watched.set(camera.id, {
        label: titles.get(camera.id) ?? camera.name,
        lived: live || (before?.lived ?? false),
        notLiveSince: live ? undefined : (before?.notLiveSince ?? Math.min(camera.since, now)),
        camera,
      });
    }
    for (const watched of this.#watched.values()) if (!watched.camera) watched.notLiveSince ??= now;
    this.#forgetGone();
  }

  /** Answers with the alarms that are new. */
  judge(
    rules: readonly AlarmRule[],
    measured: (id: CameraId, milliseconds: number) => Figures | undefined,
    now: number,
  ): readonly Alarm[] {
    const raised: Alarm[] = [];
    const judged = new Set<string>();
    for (const rule of rules) {
      if (!rule.on) continue;
      for (const [id, watched] of this.#watched) {
        if (rule.camera === null ? !watched.lived : rule.camera !== id) continue;
        const { label, camera, notLiveSince } = watched;
        const key = `${rule.id} ${id}`;
        judged.add(key);
        const subject = { id, label, camera, notLiveSince, measured: (milliseconds: number) => measured(id, milliseconds) };
        const alarm = this.#judgeOne(key, rule, subject, now);
        if (alarm) raised.push(alarm);
      }
    }
    for (const key of this.#lasting.keys()) if (!judged.has(key)) this.#lasting.delete(key);
    // What no rule asks for any more is no alarm.
    for (const key of this.#alarms.keys()) if (!judged.has(key)) this.#alarms.delete(key);
    return raised;
  }

  /** Those that are over go; those that last are known to somebody. */
  acknowledge(keys: readonly string[]): void {
    for (const key of keys) {
      const alarm = this.#alarms.get(key);
      if (!alarm) continue;
      const gone = this.#watched.get(alarm.camera)?.camera === undefined;
      if (alarm.clearedAt === null && !gone) this.#alarms.set(key, { ...alarm, acknowledged: true });
      else this.#alarms.delete(key);
      // A camera that has left the list need not come back.
      if (gone) this.#watched.delete(alarm.camera);
    }
  }

  #judgeOne(key: string, rule: AlarmRule, subject: Subject, now: number): Alarm | undefined {
    const { measure, threshold } = rule;
    const value = readingOf(measure, subject, now);
    if (value === undefined) {
      this.#lasting.delete(key);
      return undefined;
    }
    const side = sideOf(measure, value, threshold);
    const before = this.#lasting.get(key);
    const since = before?.side === side ? before.since : now;
    this.#lasting.set(key, { side, since });
    const alarm = this.#alarms.get(key);
    const isRaised = alarm !== undefined && alarm.clearedAt === null;
    if (isRaised) {
      if (side === 'back' && now - since >= CLEAR_AFTER_MS) this.#clear(alarm, now);
      // Of one that is about to be over, the value that it was raised for stays in sight.
      else if (side !== 'back') this.#alarms.set(key, { ...alarm, label: subject.label, threshold, value });
      return undefined;
    }
    if (side !== 'beyond' || (!isDuration(measure) && now - since < RAISE_AFTER_MS)) return undefined;
    if (this.#alarms.size >= MOST_ALARMS && !alarm) return undefined;
    const raised: Alarm = {
      ...{ key, rule: rule.id, measure, camera: subject.id, label: subject.label, threshold, value },
      ...{ raisedAt: now, clearedAt: null, acknowledged: false },
    };
    this.#alarms.set(key, raised);
    return raised;
  }

  #clear(alarm: Alarm, now: number): void {
    if (alarm.acknowledged) this.#alarms.delete(alarm.key);
    else this.#alarms.set(alarm.key, { ...alarm, clearedAt: now });
  }

  /** A camera that was never live leaves nothing behind; of the others the ones that went last are kept. */
  #forgetGone(): void {
    const gone = [...this.#watched].filter(([, { camera }]) => !camera);
    const kept = gone.filter(([, { lived }]) => lived).slice(-MOST_GONE);
    for (const [id] of gone) if (!kept.some(([keptId]) => keptId === id)) this.#watched.delete(id);
  }
}
