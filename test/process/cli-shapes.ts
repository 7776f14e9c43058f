import * as z from 'zod';

/** What `--json` promises. Strict where the whole object is promised, loose where more may be added. */
const namespace = z.enum(['local', 'global', 'custom']);
const percentiles = z.strictObject({ p50: z.number(), p95: z.number() });
const trailer = z.looseObject({
  width: z.int(),
  height: z.int(),
  strideBytes: z.int(),
  format: z.string(),
  frameNumber: z.int(),
  publisherPid: z.int(),
  fps: z.number(),
  label: z.string(),
});

export const infoShape = z.looseObject({
  name: z.string(),
  namespace,
  osName: z.string(),
  mappedBytes: z.int(),
  payloadBytes: z.int(),
  pageBytes: z.int(),
  lock: z.strictObject({
    word: z.string().regex(/^[0-9a-f]{8}$/),
    state: z.enum(['free', 'reading', 'writing', 'uninitialised', 'corrupt']),
    readers: z.int(),
  }),
  trailer: z.nullable(trailer),
});

export const listShape = z.array(
  z.looseObject({
    name: z.string(),
    namespace,
    osName: z.string(),
    mappedBytes: z.nullable(z.int()),
    foundBy: z.array(z.enum(['list', 'os', 'remembered'])),
    stale: z.boolean(),
    absent: z.boolean(),
  }),
);

export const publishedShape = z.looseObject({ frames: z.int(), skipped: z.int(), seconds: z.number() });

export const seenShape = z.strictObject({
  frame: z.int(),
  frameNumber: z.nullable(z.int()),
  intervalMs: z.nullable(z.number()),
  lockWaitUs: z.number(),
  copyUs: z.number(),
  ageMs: z.nullable(z.number()),
  lost: z.int(),
});

export const summaryShape = z.looseObject({
  summary: z.literal(true),
  frames: z.int(),
  seconds: z.number(),
  meanFps: z.number(),
  fps: z.nullable(z.strictObject({ mean: z.number(), min: z.number(), max: z.number(), sd: z.number() })),
  lockWaitUs: percentiles,
  copyUs: percentiles,
  ageMs: z.nullable(percentiles),
  torn: z.int(),
  dropped: z.nullable(z.int()),
});

export const errorShape = z.strictObject({
  code: z.string(),
  message: z.string().min(10),
  cause: z.string().min(10),
  remedy: z.string().min(5),
  os: z.optional(z.strictObject({ call: z.string(), number: z.int() })),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
  exitCode: z.int(),
});
