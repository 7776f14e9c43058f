import type { CopyPlan } from '../../../native/core/copy-plan.ts';

/** What framelock does with a plan, word for word of framelock.h, with every access checked. */
export function copyByPlan(plan: CopyPlan, source: Uint8Array): Uint8Array {
  if (plan.planes.length === 0) return source.slice(0, plan.bytes);
  const target = new Uint8Array(plan.bytes);
  const written = new Uint8Array(plan.bytes);
  for (const plane of plan.planes) {
    for (let row = 0; row < plane.rows; row++) {
      for (let group = 0; group < plane.groups; group++) {
        const from = plane.sourceOffset + row * plane.stepY * plane.sourceStride + group * plane.stepX * plane.groupBytes;
        const to = plane.targetOffset + row * plane.targetStride + group * plane.groupBytes;
        for (let i = 0; i < plane.groupBytes; i++) {
          const byte = source[from + i];
          if (byte === undefined) throw new RangeError(`The plan reads byte ${from + i} of ${source.length}.`);
          if (to + i >= plan.bytes || written[to + i])
            throw new RangeError(`The plan writes byte ${to + i} of ${plan.bytes} wrongly.`);
          target[to + i] = byte;
          written[to + i] = 1;
        }
      }
    }
  }
  if (written.includes(0)) throw new RangeError(`The plan leaves byte ${written.indexOf(0)} of ${plan.bytes} as it was.`);
  return target;
}
