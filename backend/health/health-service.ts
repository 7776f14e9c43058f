/**
 * Knows how each camera has been: once a second it takes the figures of those that are read, keeps them, notes what happened, and judges the
 * alarms. None of that needs a page. Cameras that a rule must read are read small, whether or not somebody looks.
 */
import type { LedgerSecond } from '../../native/camera/frame-ledger.ts';
import type { ReaderHappening } from '../../native/camera/reader-types.ts';
import type {
  Alarm,
  AlarmRule,
  AlarmsState,
  Camera,
  CameraHistory,
  CameraId,
  EventName,
  Events,
  HealthEvent,
  RaisedAlarm,
} from '../contract.ts';
import { AlarmBook } from './alarm-book.ts';
import { needsFrames } from './alarm-values.ts';
import { FigureHistory, figuresOf } from './history.ts';
import { Timeline } from './timeline.ts';

const SECOND_MS = 1000;
/** Cameras that are read for the sake of a rule. */
const MOST_KEPT = 16;

export interface HealthParts {
  readonly rules: () => readonly AlarmRule[];
  /** The last second of each camera that is read. */
  readonly takeSeconds: () => readonly { readonly id: CameraId; readonly second: LedgerSecond }[];
  /** Reads a camera until the returned function is called. */
  readonly keep: (id: CameraId) => () => void;
  readonly tell: <E extends EventName>(event: E, value: Events[E]) => void;
  readonly onRaised: (raised: RaisedAlarm) => void;
  readonly runCommand: (alarm: Alarm) => void;
  readonly now: () => number;
}

export class HealthService {
  readonly #parts: HealthParts;
  readonly #history = new FigureHistory();
  readonly #timeline = new Timeline();
  readonly #book = new AlarmBook();
  readonly #kept = new Map<CameraId, () => void>();
  readonly #timer: NodeJS.Timeout;
  #cameras: readonly Camera[] = [];
  #silencedUntil = 0;
  #told = '';

  constructor(parts: HealthParts) {
    this.#parts = parts;
    this.#told = JSON.stringify(this.alarms());
    this.#timer = setInterval(() => this.tick(), SECOND_MS);
  }

  figures(id: CameraId, from: number, since: number): CameraHistory {
    return this.#history.tell(id, from, since, this.#parts.now());
  }

  events(id: CameraId | null): readonly HealthEvent[] {
    return this.#timeline.events(id);
  }

  alarms(): AlarmsState {
    const silenced = this.#silencedUntil > this.#parts.now();
    return { alarms: this.#book.alarms, silencedUntil: silenced ? this.#silencedUntil : null };
  }

  acknowledge(keys: readonly string[]): AlarmsState {
    this.#book.acknowledge(keys);
    return this.#tellAlarms();
  }

  silence(minutes: number): AlarmsState {
    this.#silencedUntil = this.#parts.now() + minutes * 60_000;
    return this.#tellAlarms();
  }

  /** The list of cameras has changed. */
  observe(cameras: readonly Camera[]): void {
    this.#cameras = cameras;
    this.#happened(this.#timeline.observe(cameras, this.#parts.now()));
  }

  note(id: CameraId, happening: ReaderHappening): void {
    this.#happened([this.#timeline.note(id, happening, this.#parts.now())]);
  }

  /** Once a second. */
  tick(): void {
    const { now, rules, takeSeconds } = this.#parts;
    const at = now();
    for (const { id, second } of takeSeconds()) this.#history.add(id, { at, ...second });
    this.#book.observe(this.#cameras, at);
    const measured = (id: CameraId, milliseconds: number) => figuresOf(this.#history.since(id, at - milliseconds, at));
    for (const alarm of this.#book.judge(rules(), measured, at)) this.#raise(alarm, at);
    this.#keepWhatIsNeeded();
    this.#tellAlarms();
  }

  close(): void {
    clearInterval(this.#timer);
    for (const letGo of this.#kept.values()) letGo();
    this.#kept.clear();
  }

  #raise(alarm: Alarm, at: number): void {
    const { camera, measure, value, threshold, rule: id } = alarm;
    this.#happened([this.#timeline.note(camera, { kind: 'alarm', measure, value, threshold }, at)]);
    const rule = this.#parts.rules().find((each) => each.id === id);
    if (!rule || at < this.#silencedUntil) return;
    if (rule.command) this.#parts.runCommand(alarm);
    const raised = { alarm, sound: rule.sound, notify: rule.notify };
    this.#parts.onRaised(raised);
    this.#parts.tell('alarms.raised', raised);
  }

  #happened(events: readonly HealthEvent[]): void {
    if (events.length > 0) this.#parts.tell('health.happened', events);
  }

  #tellAlarms(): AlarmsState {
    const state = this.alarms();
    const told = JSON.stringify(state);
    if (told !== this.#told) this.#parts.tell('alarms.changed', state);
    this.#told = told;
    return state;
  }

  /** A rule for every camera reads those that are live, and goes on with them while they are in the list. */
  #keepWhatIsNeeded(): void {
    const rules = this.#parts.rules().filter(({ on, measure }) => on && needsFrames(measure));
    const wanted = this.#cameras.filter(({ id, state }) =>
      rules.some(({ camera }) => camera === id || (camera === null && (state === 'live' || this.#kept.has(id)))),
    );
    const ids = new Set(wanted.slice(0, MOST_KEPT).map(({ id }) => id));
    for (const [id, letGo] of this.#kept) {
      if (ids.has(id)) continue;
      this.#kept.delete(id);
      letGo();
    }
    for (const id of ids) if (!this.#kept.has(id)) this.#kept.set(id, this.#parts.keep(id));
  }
}
