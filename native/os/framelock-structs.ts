import type { CopyPlan } from '../core/copy-plan.ts';

/** The structures of framelock.h as bytes. Offsets follow the C layout rules; sizes are checked against the loaded library. */
export const MAX_PLANES = 4;
export const VIEW_BYTES = 32;
export const PLANE_BYTES = 56;
export const PLAN_BYTES = 16 + MAX_PLANES * PLANE_BYTES;
export const RESULT_BYTES = 48;
export const WATCH_BYTES = 536;
/** In the order of `fl_structure`. */
export const STRUCTURE_BYTES = [VIEW_BYTES, PLANE_BYTES, PLAN_BYTES, RESULT_BYTES, WATCH_BYTES] as const;

export const WATCH = {
  view: 0,
  plan: VIEW_BYTES,
  dst: 272,
  last: 280,
  lockTimeoutNs: 288,
  fullCompareNs: 296,
  wordSinceNs: 320,
  armed: 328,
  observe: 332,
  code: 344,
  copied: 348,
  word: 352,
  result: 360,
  trailer: 408,
} as const;

/** Where a mapping lies in this process. */
export interface NativeView {
  readonly word: bigint;
  readonly payload: bigint;
  readonly payloadBytes: number;
  /** Address of the 128 bytes of the trailer; 0n where there is none. */
  readonly trailer: bigint;
}

export interface FrameResult {
  /** From the first refused attempt to the lock; 0 when the first attempt got it. */
  readonly lockWaitNs: number;
  /** How long the lock was held. */
  readonly copyNs: number;
  /** Monotonic clock when the lock was given back; 0n for calls that only lock or unlock. */
  readonly finishedNs: bigint;
  /** The word as it was when the lock was taken or the attempt ended. */
  readonly word: number;
  /** The word as it was found when the lock was given back. */
  readonly wordAfter: number;
  readonly spins: number;
  readonly sleeps: number;
  /** Copies that a writer came into, dropped and tried again: only where the lock is not taken. */
  readonly torn: number;
}

export const FRAME_CODES = [
  'OK',
  'TIMEOUT',
  'UNINITIALISED',
  'MAX_READERS',
  'LOCK_LOST',
  'CORRUPT',
  'VANISHED',
  'BAD_ARGUMENT',
  'UNSTABLE',
] as const;
export type FrameCode = (typeof FRAME_CODES)[number];

export interface FrameOutcome extends FrameResult {
  readonly code: FrameCode;
}

export function frameCode(raw: number): FrameCode {
  const code = FRAME_CODES[Math.abs(raw)];
  if (code === undefined) throw new RangeError(`framelock answered ${raw}, which is no code of its interface`);
  return code;
}

export function encodeView(view: NativeView, out: DataView, offset = 0): void {
  out.setBigUint64(offset, view.word, true);
  out.setBigUint64(offset + 8, view.payload, true);
  out.setBigUint64(offset + 16, BigInt(view.payloadBytes), true);
  out.setBigUint64(offset + 24, view.trailer, true);
}

export function encodePlan(plan: CopyPlan, out: DataView, offset = 0): void {
  if (plan.planes.length > MAX_PLANES)
    throw new TypeError(`a copy plan has at most ${MAX_PLANES} planes, this one has ${plan.planes.length}`);
  setBytes(out, offset, plan.bytes);
  out.setUint32(offset + 8, plan.planes.length, true);
  plan.planes.forEach((plane, index) => {
    const at = offset + 16 + index * PLANE_BYTES;
    setBytes(out, at, plane.sourceOffset);
    setBytes(out, at + 8, plane.sourceStride);
    setBytes(out, at + 16, plane.targetOffset);
    setBytes(out, at + 24, plane.targetStride);
    setCount(out, at + 32, plane.rows);
    setCount(out, at + 36, plane.groups);
    setCount(out, at + 40, plane.groupBytes);
    setCount(out, at + 44, plane.stepX);
    setCount(out, at + 48, plane.stepY);
  });
}

/** A number that does not fit its field would silently become another plan: refused here, the limits of the payload in C. */
function setBytes(out: DataView, offset: number, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new TypeError(`a copy plan cannot hold an offset or stride of ${value}`);
  out.setBigUint64(offset, BigInt(value), true);
}

function setCount(out: DataView, offset: number, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff)
    throw new TypeError(`a copy plan cannot hold a count of ${value}`);
  out.setUint32(offset, value, true);
}

export function decodeResult(view: DataView, offset = 0): FrameResult {
  return {
    lockWaitNs: Number(view.getBigUint64(offset, true)),
    copyNs: Number(view.getBigUint64(offset + 8, true)),
    finishedNs: view.getBigUint64(offset + 16, true),
    word: view.getUint32(offset + 24, true),
    wordAfter: view.getUint32(offset + 28, true),
    spins: view.getUint32(offset + 32, true),
    sleeps: view.getUint32(offset + 36, true),
    torn: view.getUint32(offset + 40, true),
  };
}
