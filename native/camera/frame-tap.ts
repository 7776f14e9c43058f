/**
 * Takes frames out of one mapping for any number of receivers: one watch, and one copy under the lock for each new frame, at the largest
 * size and of all parts that anybody asked for. Receivers that asked for less share a smaller copy, which another thread makes from that one
 * when the lock is free again.
 */
import { type LayoutPlan, layoutPlan, type Part, partPlan, type Rectangle, unionOf } from '../core/copy-plan.ts';
import type { FrameLayout } from '../core/layout.ts';
import type { FramePoller, Watch, WatchReport } from './frame-poller.ts';
import { type FrameBuffer, FrameRing } from './frame-ring.ts';
import type { Clock, CopyPixels, FrameRequest, FrameSubscription, ReadableMapping, ReaderFrame } from './reader-types.ts';

export interface TapTarget {
  readonly mapping: ReadableMapping;
  readonly layout: FrameLayout;
}

export interface TapOptions {
  readonly headerBytes: number;
  readonly copy: CopyPixels;
}

/** A frame as it came out of the mapping. */
export interface TapCopy {
  readonly memory: FrameBuffer;
  readonly layout: FrameLayout;
  readonly source: FrameLayout;
  /** What of the source was copied. */
  readonly crop: Rectangle;
  /** Monotonic: since when it was wanted. */
  readonly wantedNs: bigint;
  /** The first of its watch: it came without a look at whether it is new. */
  readonly first: boolean;
}

export interface TapEvents {
  /** What a poll found; `copy` where it brought a frame. */
  readonly onPolled: (mapping: ReadableMapping, report: WatchReport, copy: TapCopy | undefined) => void;
  readonly onFailed: (error: unknown) => void;
}

interface Receiver extends FrameRequest {
  wants: boolean;
  /** A frame is being made smaller for it. */
  coming: boolean;
  /** Undefined = the copy as it came out of the mapping. */
  smaller: SmallerCopy | undefined;
}

/** Less than what is copied out of the mapping: what some receivers want. */
interface SmallerCopy {
  readonly plan: LayoutPlan;
  /** What of the source it shows. */
  readonly crop: Rectangle;
  readonly ring: FrameRing;
}

interface Watching {
  readonly target: TapTarget;
  readonly watch: Watch;
  readonly plan: LayoutPlan;
  readonly ring: FrameRing;
  /** By part. */
  readonly smaller: Map<string, SmallerCopy>;
  /** Where the next copy goes. */
  memory: FrameBuffer;
  lastCopy: FrameBuffer | undefined;
  wantedNs: bigint;
  /** Milliseconds since the Unix epoch. */
  waitingSince: number | undefined;
  first: boolean;
}

export class FrameTap {
  readonly #poller: FramePoller;
  readonly #clock: Clock;
  readonly #options: TapOptions;
  readonly #events: TapEvents;
  readonly #receivers = new Set<Receiver>();
  #target: TapTarget | undefined;
  #watching: Watching | undefined;
  #changing: Promise<void> = Promise.resolve();

  constructor(poller: FramePoller, clock: Clock, options: TapOptions, events: TapEvents) {
    this.#poller = poller;
    this.#clock = clock;
    this.#options = options;
    this.#events = events;
  }

  /** The thread looks at the mapping, and knows its lock word better than anybody. */
  get armed(): boolean {
    return this.#watching?.watch.armed ?? false;
  }

  /** Somebody takes part, whether or not a frame is wanted at this moment. */
  get watched(): boolean {
    return this.#receivers.size > 0;
  }

  /** Since when a frame is waited for without one; undefined while nobody wants any. Milliseconds since the Unix epoch. */
  get waitingSince(): number | undefined {
    return this.#watching?.waitingSince;
  }

  /** As it is until the next one comes. */
  get lastCopy(): FrameBuffer | undefined {
    return this.#watching?.lastCopy;
  }

  /** Where frames come from now. Resolves when the mapping before is not in use any more. */
  aim(target: TapTarget | undefined): Promise<void> {
    this.#target = target;
    return this.#reconfigure();
  }

  subscribe(request: FrameRequest): FrameSubscription {
    const receiver: Receiver = { ...request, wants: false, coming: false, smaller: undefined };
    this.#receivers.add(receiver);
    void this.#reconfigure();
    const wish = (wants: boolean) => {
      receiver.wants = wants;
      this.ask();
    };
    return {
      want: () => wish(true),
      unwant: () => wish(false),
      close: () => {
        receiver.wants = false;
        if (this.#receivers.delete(receiver)) void this.#reconfigure();
      },
    };
  }

  /** Arms the watch if anybody wants a frame and there is room for one. */
  ask(): void {
    const watching = this.#watching;
    if (!watching) return;
    if (![...this.#receivers].some(hasUse)) {
      watching.watch.unwant();
      watching.waitingSince = undefined;
      return;
    }
    const memory = watching.watch.armed ? watching.memory : watching.ring.free();
    if (!memory) return;
    watching.memory = memory;
    if (watching.waitingSince === undefined) {
      watching.waitingSince = this.#clock.epochMs();
      watching.wantedNs = this.#clock.monotonicNs();
    }
    watching.watch.want(memory.pixels);
  }

  deliver(frame: ReaderFrame): void {
    const due = [...this.#receivers].filter(hasUse);
    // First, because whoever gets a frame may ask for the next one at once, into the same memory.
    for (const smaller of new Set(due.map((receiver) => receiver.smaller)))
      if (smaller) void this.#deliverSmaller(frame, smaller, due);
    for (const receiver of due) if (!receiver.smaller) give(receiver, frame);
    this.ask();
  }

  close(): Promise<void> {
    this.#receivers.clear();
    return this.aim(undefined);
  }

  /** Changes happen one after the other, each from what is wanted when its turn comes. */
  #reconfigure(): Promise<void> {
    this.#changing = this.#changing.then(() => this.#configure()).catch((error: unknown) => this.#events.onFailed(error));
    return this.#changing;
  }

  async #configure(): Promise<void> {
    const current = this.#watching;
    if (current && current.target.mapping === this.#target?.mapping && samePlan(current.plan, this.#plan())) {
      this.#assignSizes(current);
      this.ask();
      return;
    }
    if (current) {
      this.#watching = undefined;
      await current.watch.remove();
    }
    const target = this.#target;
    const plan = this.#plan();
    const fits = current?.plan.plan.bytes === plan?.plan.bytes && current?.ring.free() !== undefined;
    const ring = fits ? current?.ring : undefined;
    if (target && plan) this.#watching = this.#watch(target, plan, ring ?? this.#ringOf(plan));
    this.#assignSizes(this.#watching);
    this.ask();
  }

  #plan(): LayoutPlan | undefined {
    const target = this.#target;
    if (!target || this.#receivers.size === 0) return undefined;
    const parts = [...this.#receivers].map((receiver) => wantedPart(target.layout, receiver));
    const all = parts.reduce((a, b) => ({ crop: unionOf(a.crop, b.crop), factor: Math.min(a.factor, b.factor) }));
    return partPlan(target.layout, all, target.mapping.payloadBytes);
  }

  #ringOf({ plan }: LayoutPlan): FrameRing {
    return new FrameRing(this.#options.headerBytes, plan.bytes, () => this.ask());
  }

  #watch(target: TapTarget, plan: LayoutPlan, ring: FrameRing): Watching | undefined {
    const memory = ring.free();
    if (!memory) return undefined;
    const watch = this.#poller.add({
      view: target.mapping.watchView(),
      plan: plan.plan,
      target: memory.pixels,
      options: { observe: target.mapping.access === 'observe' },
      onPolled: (report) => {
        if (this.#watching === watching) this.#polled(watching, report);
      },
      onFailed: (error) => {
        if (this.#watching === watching) this.#events.onFailed(error);
      },
    });
    const watching: Watching = {
      target,
      watch,
      plan,
      ring,
      smaller: new Map(),
      memory,
      lastCopy: undefined,
      wantedNs: 0n,
      waitingSince: undefined,
      first: true,
    };
    return watching;
  }

  /** Says for each receiver which copy it gets; sizes that nobody wants any more are let go. */
  #assignSizes(watching: Watching | undefined): void {
    const before = new Map(watching?.smaller);
    watching?.smaller.clear();
    for (const receiver of this.#receivers) {
      receiver.smaller = undefined;
      if (!watching) continue;
      const part = partOfCopy(watching.plan, wantedPart(watching.target.layout, receiver));
      if (!part) continue;
      const key = JSON.stringify(part);
      receiver.smaller = watching.smaller.get(key) ?? before.get(key) ?? this.#smaller(watching.plan, part);
      watching.smaller.set(key, receiver.smaller);
    }
  }

  #smaller(whole: LayoutPlan, part: Part): SmallerCopy {
    const plan = partPlan(whole.layout, part);
    const { x, y, width, height } = plan.crop;
    const crop = isAllOf(whole.layout, part.crop) ? whole.crop : { x: whole.crop.x + x, y: whole.crop.y + y, width, height };
    return { plan, crop, ring: this.#ringOf(plan) };
  }

  /** To those of the receivers that want this size, and still want it when it is made. */
  async #deliverSmaller(frame: ReaderFrame, smaller: SmallerCopy, due: readonly Receiver[]): Promise<void> {
    const { plan, crop, ring } = smaller;
    const memory = ring.free();
    if (!memory) return;
    const receivers = due.filter((receiver) => receiver.smaller === smaller);
    const release = [frame.memory.hold(), memory.hold()];
    for (const receiver of receivers) receiver.coming = true;
    const made = this.#options.copy(frame.memory.pixels, plan.plan, memory.pixels).finally(() => {
      for (const receiver of receivers) receiver.coming = false;
    });
    try {
      await made;
      const sized = { ...frame, memory, layout: plan.layout, crop };
      for (const receiver of receivers) give(receiver, sized);
    } catch (error) {
      this.#events.onFailed(error);
    } finally {
      for (const free of release) free();
    }
  }

  #polled(watching: Watching, report: WatchReport): void {
    const { target, plan, memory, wantedNs, first } = watching;
    if (!report.copied) {
      this.#events.onPolled(target.mapping, report, undefined);
      return;
    }
    watching.waitingSince = undefined;
    watching.first = false;
    watching.lastCopy = memory;
    const { layout, crop } = plan;
    this.#events.onPolled(target.mapping, report, { memory, layout, crop, source: target.layout, wantedNs, first });
  }
}

/** Wants a frame, and there is room for the copy that it gets. */
function hasUse({ wants, coming, smaller }: Receiver): boolean {
  return wants && !coming && (smaller === undefined || smaller.ring.free() !== undefined);
}

/** Unless it does not want one any more; the next one is another wish. */
function give(receiver: Receiver, frame: ReaderFrame): void {
  if (!receiver.wants) return;
  receiver.wants = false;
  receiver.onFrame(frame);
}

/** What one receiver needs; a crop that shows nothing of the picture, which may have changed its size, is none. */
function wantedPart(layout: FrameLayout, { maxWidth, maxHeight, crop }: FrameRequest): Part {
  const shows = crop && crop.x < layout.width && crop.y < layout.height;
  const { crop: found, factor } = layoutPlan(layout, { maxWidth, maxHeight, ...(shows && { crop }) });
  return { crop: found, factor };
}

/** How a part lies in the copy, in pixels of the copy; undefined where that is all of it. A crop of a copy that was made smaller is not cut out. */
function partOfCopy({ crop: copied, layout, factor: copiedBy }: LayoutPlan, { crop, factor }: Part): Part | undefined {
  const smaller = Math.max(1, Math.floor(factor / copiedBy));
  const isCut = copiedBy === 1 && (crop.width < copied.width || crop.height < copied.height);
  if (!isCut && smaller === 1) return undefined;
  const whole = { x: 0, y: 0, width: layout.width, height: layout.height };
  return { factor: smaller, crop: isCut ? { ...crop, x: crop.x - copied.x, y: crop.y - copied.y } : whole };
}

function isAllOf({ width, height }: FrameLayout, crop: Rectangle): boolean {
  return crop.width === width && crop.height === height;
}

function samePlan(a: LayoutPlan, b: LayoutPlan | undefined): boolean {
  return b !== undefined && JSON.stringify([a.plan, a.layout]) === JSON.stringify([b.plan, b.layout]);
}
