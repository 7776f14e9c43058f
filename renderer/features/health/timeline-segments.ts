/** A timeline as stretches of one state each, for drawing. Pure. */
import type { CameraState, HealthEvent } from '../../../backend/contract.ts';

export type SegmentState = CameraState | 'still' | 'gone' | 'unknown';

export interface Segment {
  readonly state: SegmentState;
  readonly from: number;
  readonly to: number;
}

/** Events that are no state, as marks on the line. */
export type MarkEvent = Exclude<HealthEvent, { readonly kind: 'state' | 'gone' | 'still' | 'moving' }>;

/** Between the two moments, oldest first, without gaps. Before the first event nothing is known. */
export function segmentsOf(events: readonly HealthEvent[], from: number, to: number): readonly Segment[] {
  const segments: Segment[] = [];
  let state: SegmentState = 'unknown';
  let began = from;
  const end = (at: number) => {
    const before = segments.at(-1);
    if (at <= began) return;
    if (before?.state === state) segments[segments.length - 1] = { ...before, to: at };
    else segments.push({ state, from: began, to: at });
    began = at;
  };
  for (const event of events) {
    const next = stateAfter(event);
    if (next === undefined) continue;
    end(Math.min(to, Math.max(from, event.at)));
    state = next;
  }
  end(to);
  return segments;
}

export function marksOf(events: readonly HealthEvent[], from: number, to: number): readonly MarkEvent[] {
  return events.filter((event): event is MarkEvent => stateAfter(event) === undefined && event.at >= from && event.at <= to);
}

function stateAfter(event: HealthEvent): SegmentState | undefined {
  switch (event.kind) {
    case 'state':
      return event.state;
    case 'gone':
    case 'still':
      return event.kind;
    case 'moving':
      return 'live';
    default:
      return undefined;
  }
}
