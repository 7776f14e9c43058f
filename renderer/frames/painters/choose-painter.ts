import type { Drawing, PainterChoice, PainterKind } from '../messages.ts';
import { median } from '../quantiles.ts';

const KINDS: readonly PainterKind[] = ['webgl2', '2d'];
/** The first picture of each painter pays for shaders, textures and buffers, and is not counted. */
const WARM_UP = 1;
const SAMPLES = 5;
/** Where each of one painter's pictures took more than three times each of the other's, so few are enough. */
const CLEAR_SAMPLES = 2;
const CLEAR_FACTOR = 3;

type Times = Record<PainterKind, number[]>;

/**
 * Which painter draws. Neither is faster everywhere: without a graphics card WebGL runs on the CPU and loses, with one it wins, and which
 * of the two holds cannot be asked for. So the first real pictures of each kind of work and size class are drawn by both in turn.
 */
export class PainterChooser {
  #drawing: Drawing = 'auto';
  #webgl2Missing: string | undefined = undefined;
  readonly #times = new Map<string, Times>();

  set drawing(drawing: Drawing) {
    this.#drawing = drawing;
  }

  /** Says why WebGL2 cannot be used at all at present, or that it can (again): then what was measured before counts no more. */
  set webgl2Missing(reason: string | undefined) {
    this.#webgl2Missing = reason;
    this.#times.clear();
  }

  /** Who draws the next picture; `work` names what is done to each of its pixels (the format …), `refusal` is why WebGL2 cannot draw this one. */
  choose(work: string, pixels: number, refusal?: string): PainterChoice {
    const obstacle = this.#webgl2Missing ?? refusal;
    if (this.#drawing === '2d') return only('2d', 'chosen');
    if (obstacle !== undefined) return { ...only('2d', 'no-webgl2'), obstacle };
    if (this.#drawing === 'webgl2') return only('webgl2', 'chosen');

    const times = this.#timesOf(work, pixels);
    const next = KINDS.reduce((least, kind) => (times[kind].length < times[least].length ? kind : least));
    if (times[next].length < WARM_UP + SAMPLES && !isClear(times))
      return { kind: next, reason: 'trying', measuring: true, measured: {} };

    const measured = { webgl2: cost(times.webgl2), '2d': cost(times['2d']) };
    const kind = measured.webgl2 <= measured['2d'] ? 'webgl2' : '2d';
    return { kind, reason: 'measured', measuring: false, measured };
  }

  /** How long one picture took, while `choose` said that it is measuring. */
  record(work: string, pixels: number, kind: PainterKind, ms: number): void {
    this.#timesOf(work, pixels)[kind].push(ms);
  }

  #timesOf(work: string, pixels: number): Times {
    const key = `${work}/${sizeClass(pixels)}`;
    const known = this.#times.get(key);
    if (known) return known;
    const made: Times = { webgl2: [], '2d': [] };
    this.#times.set(key, made);
    return made;
  }
}

/** Pictures within a factor of four: 640 x 480 and 1280 x 720 are one class, 1920 x 1080 the next, 3840 x 2160 the one after. */
function sizeClass(pixels: number): number {
  return Math.ceil(Math.log2(Math.max(1, pixels)) / 2);
}

function cost(times: readonly number[]): number {
  return median(times.slice(WARM_UP));
}

function isClear(times: Times): boolean {
  const [a, b] = KINDS.map((kind) => times[kind].slice(WARM_UP));
  if (!a || !b || Math.min(a.length, b.length) < CLEAR_SAMPLES) return false;
  return Math.min(...a) > CLEAR_FACTOR * Math.max(...b) || Math.min(...b) > CLEAR_FACTOR * Math.max(...a);
}

function only(kind: PainterKind, reason: PainterChoice['reason']): PainterChoice {
  return { kind, reason, measuring: false, measured: {} };
}
