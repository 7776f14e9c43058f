/**
 * Which part of a payload is copied, and how it lies afterwards. The same shape as `fl_plan` in framelock.h: no planes = the first
 * `bytes` bytes as they are.
 */
export interface CopyPlan {
  /** Bytes of the destination. */
  readonly bytes: number;
  readonly planes: readonly CopyPlane[];
}

export interface CopyPlane {
  readonly sourceOffset: number;
  readonly sourceStride: number;
  readonly targetOffset: number;
  readonly targetStride: number;
  /** Rows and groups that are written. */
  readonly rows: number;
  readonly groups: number;
  readonly groupBytes: number;
  /** 1 = every one, 2 = every second … */
  readonly stepX: number;
  readonly stepY: number;
}

export function wholePlan(bytes: number): CopyPlan {
  return { bytes, planes: [] };
}
