/**
 * The part of the contract that the mapping manager and the lock doctor use: what exists, how large, who has it open, how its lock stands,
 * and what can be done about it. Whatever changes something for others takes two steps: a plan, which names the consequences, and the
 * deed, which takes the plan's token and is refused with OUTDATED when the situation has changed since.
 */
import * as z from 'zod/mini';
import type { LockTransition } from '../native/camera/mappings/lock-sampler.ts';
import type { Check } from '../native/core/check.ts';
import type { Evidence, Rung, Verdict } from '../native/core/diagnosis.ts';
import type { ErrorReport } from '../native/core/errors.ts';
import type { PixelFormat } from '../native/core/formats.ts';
import type { Histogram } from '../native/core/histogram.ts';
import type { Holder } from '../native/core/holders.ts';
import type { LockWord } from '../native/core/lock-word.ts';
import type { MappingRegion } from '../native/core/mapping-regions.ts';
import type { MappingSize } from '../native/core/mapping-size.ts';
import type { Namespace } from '../native/core/names.ts';
import type { OpenLine } from '../native/core/open-lines.ts';
import type { Sentence } from '../native/core/sentences/sentence.ts';
import { MAX_PAYLOAD_BYTES } from '../native/core/sizes.ts';
import { TRAILER_LABEL_BYTES } from '../native/core/trailer.ts';
import { cameraId, count, layoutSchema, name, namespace, nothing } from './contract-schemas.ts';

export type { Check } from '../native/core/check.ts';
export { type Evidence, type Rung, VERDICTS, type Verdict } from '../native/core/diagnosis.ts';
export type { Histogram } from '../native/core/histogram.ts';
export type { Holder, HolderRights, HolderState } from '../native/core/holders.ts';
export type { Sentence } from '../native/core/sentences/sentence.ts';

/** `namespace:name`, the same as the camera's. */
export type MappingId = string;

// --- overview -------------------------------------------------------------------------------------------------------------------------

/** `held`: kept alive by this program. */
export type MappingFoundBy = 'list' | 'os' | 'remembered' | 'typed' | 'held';

export type MappingHolder = Holder;

export interface MappingHolders {
  readonly list: readonly MappingHolder[];
  /** Every process could be looked into: an empty list proves that nobody has it open. */
  readonly complete: boolean;
  /** Why it is not complete, or why some have no name, in plain words; null if all is known. */
  readonly reason: Sentence | null;
}

export interface MappingTrailer {
  readonly width: number;
  readonly height: number;
  readonly strideBytes: number;
  readonly format: PixelFormat;
  readonly frameNumber: number;
  readonly publisherPid: number;
  readonly fps: number;
  readonly label: string;
}

/** One mapping of the overview. Numbers are null where nothing tells them. Times are milliseconds since the Unix epoch. */
export interface Mapping {
  readonly id: MappingId;
  readonly name: string;
  readonly namespace: Namespace;
  readonly osName: string;
  readonly foundBy: readonly MappingFoundBy[];
  /** Why it does not open; everything below is then empty. */
  readonly error: ErrorReport | null;
  /** What its creator asked for, lock word not counted, and who says so; without trailer and layout it is not known. */
  readonly payloadBytes: number | null;
  readonly payloadFrom: 'trailer' | 'layout' | null;
  readonly realBytes: number | null;
  /** Bytes behind the payload that no frame uses, trailer not counted. */
  readonly slackBytes: number | null;
  readonly pages: number | null;
  readonly pageBytes: number;
  readonly largePages: boolean | null;
  readonly madeAt: number | null;
  readonly lock: LockWord | null;
  /** Since when the word has been seen as it is. */
  readonly lockSince: number | null;
  readonly verdict: Verdict;
  readonly trailer: MappingTrailer | null;
  /** Why there is none. */
  readonly trailerMissing: Sentence | null;
  readonly writer: MappingWriter;
  /** `everybody`: open to all, but not marked as shared on purpose. */
  readonly share: 'private' | 'users' | 'everybody' | 'unknown';
  readonly owner: string | null;
  readonly holders: MappingHolders;
  /** Kept alive by this program. */
  readonly held: boolean;
  /** What a killed program left behind: nobody else has it open, and this program does not keep it alive. */
  readonly stale: boolean;
}

export interface MappingWriter {
  /** Frames per second over the last seconds; `changes`: as often as a look saw other pixels, so at least that many. */
  readonly fps: number | null;
  readonly from: 'frame-numbers' | 'changes' | null;
  readonly lastFrameAt: number | null;
  readonly pid: number | null;
  /** A publisher of ours has claimed the mapping. */
  readonly claimed: boolean;
}

/** What became of the overview since it was told last. */
export interface MappingChanges {
  readonly changed: readonly Mapping[];
  readonly removed: readonly MappingId[];
  /** These are all there are, told when the watching begins, and after a look that failed. */
  readonly whole: boolean;
}

// --- create, hold, resize, remove -----------------------------------------------------------------------------------------------------

export interface Preflight {
  /** No check refuses. */
  readonly possible: boolean;
  readonly checks: readonly Check[];
  readonly osName: string | null;
  readonly size: MappingSize | null;
  /** Lines with which peers open it, ready to paste. */
  readonly openLines: readonly OpenLine[];
}

export interface Plan {
  readonly token: string;
  readonly expiresAt: number;
  /** Why it cannot be done; null if it can. */
  readonly refusal: ErrorReport | null;
  readonly holders: MappingHolders;
  /** What happens, one sentence each, in this order; names who is affected. */
  readonly steps: readonly Sentence[];
}

export interface ResizePlan extends Plan {
  readonly id: MappingId;
  readonly from: { readonly payloadBytes: number | null; readonly realBytes: number };
  readonly to: MappingSize;
  /** What the writer must be told. */
  readonly openLines: readonly OpenLine[];
}

export interface RemovalPlan extends Plan {
  readonly id: MappingId;
  /** Only let go by this program: somebody else made it, and its name stays. */
  readonly onlyLetGo: boolean;
}

export interface RemovalReport {
  readonly id: MappingId;
  /** The name is gone. */
  readonly removed: boolean;
  /** Those who still have the memory of it. */
  readonly stillUsedBy: readonly MappingHolder[];
  readonly text: Sentence;
}

// --- inspect --------------------------------------------------------------------------------------------------------------------------

export type { LockTransition };

/** Told while somebody inspects a mapping. */
export interface MappingDetail {
  readonly mapping: Mapping;
  /** Since when the word is sampled, how often on average, and how many times. Shorter holds than that are missed. */
  readonly sampledSince: number;
  readonly intervalMs: number;
  readonly samples: number;
  /** Oldest first, at most MAX_TRANSITIONS. */
  readonly transitions: readonly LockTransition[];
  readonly transitionsTotal: number;
  /** How long the lock stayed taken, as sampled. */
  readonly holds: Histogram;
  /** How long our own readers waited for the lock; null while none of them streams it. */
  readonly waits: Histogram | null;
  readonly regions: readonly MappingRegion[];
  /** Asked and real size, views, and what other processes can touch: one sentence each. */
  readonly explanation: readonly Sentence[];
}

export const MAX_TRANSITIONS = 256;
export const MAX_READ_BYTES = 64 * 1024;

export interface MappingBytes {
  readonly offset: number;
  /** Base64. */
  readonly data: string;
  readonly realBytes: number;
  /** The word when they were copied; without `locked` a writer may have been at work. */
  readonly word: string;
  readonly locked: boolean;
}

export interface EditGuard {
  readonly token: string;
  readonly expiresAt: number;
}

// --- doctor ---------------------------------------------------------------------------------------------------------------------------

export interface DoctorAction {
  /** `release`: rung 1 or 2, proven. `force`: rung 3, the operator answers for it. */
  readonly kind: 'wait' | 'release' | 'force' | 'remove-stale';
  readonly text: Sentence;
  /** For `force`: what has to be typed. */
  readonly confirmation: string | null;
}

export interface Diagnosis {
  readonly id: MappingId;
  readonly name: string;
  readonly at: number;
  readonly verdict: Verdict;
  /** One sentence for a person. */
  readonly summary: Sentence;
  readonly lock: LockWord | null;
  readonly heldForMs: number;
  /** The rung of the recovery ladder that is safe: 0 wait, 1 nobody else is attached, 2 its publisher is dead, 3 the operator decides. */
  readonly rung: Rung;
  readonly evidence: readonly Evidence[];
  readonly holders: MappingHolders;
  readonly safeActions: readonly DoctorAction[];
  /** For mappings.heal; null where there is nothing to heal. */
  readonly token: string | null;
  readonly error: ErrorReport | null;
}

/** A line of the log, which is only ever appended to. */
export interface DoctorLogEntry {
  readonly id: string;
  readonly at: number;
  readonly mapping: MappingId;
  readonly osName: string;
  /** Tells the object from others that had or will have its name; null where the system does not. */
  readonly object: string | null;
  readonly deed: 'release' | 'force' | 'undo' | 'edit' | 'trailer';
  readonly rung: 1 | 2 | 3 | null;
  /** Where the bytes lie; null for the lock word. */
  readonly offset: number | null;
  /** The lock word, or for edits the bytes, in hex. */
  readonly before: string;
  readonly after: string;
  readonly done: boolean;
  readonly by: { readonly user: string; readonly pid: number; readonly program: string; readonly automatic: boolean };
  readonly evidence: readonly string[];
  /** The entry that was taken back. */
  readonly undoes?: string;
}

export interface HealReport {
  readonly released: boolean;
  readonly before: string;
  readonly after: string;
  readonly text: Sentence;
  readonly entry: DoctorLogEntry;
  /** It can be taken back with doctor.undo, as long as the word is still what was written. */
  readonly undoable: boolean;
}

export interface Installation {
  readonly checks: readonly Check[];
  readonly ok: boolean;
}

// --- schemas --------------------------------------------------------------------------------------------------------------------------

const token = z.string().check(z.minLength(8), z.maxLength(64));
const offset = count(2 * MAX_PAYLOAD_BYTES);
const byte = count(255);
const one = z.strictObject({ id: cameraId });
const payloadBytes = z.int().check(z.minimum(1), z.maximum(MAX_PAYLOAD_BYTES));
const label = z.string().check(z.maxLength(TRAILER_LABEL_BYTES));

export const newMappingSchema = z.strictObject({
  name,
  namespace,
  payloadBytes,
  share: z.enum(['private', 'users']),
  largePages: z.boolean(),
  /** Room for our trailer behind the payload. */
  trailer: z.boolean(),
  /** Told to viewers by the trailer; null = bare bytes. */
  layout: z.nullable(layoutSchema),
  label,
});
export type NewMapping = z.output<typeof newMappingSchema>;

export const mappingCommandSchemas = {
  /** Looks now and answers with everything. */
  'mappings.list': nothing,
  /** While a page watches, `mappings.changed` tells it about once a second what became different. */
  'mappings.watch': z.strictObject({ watching: z.boolean() }),
  /** What making it would meet; nothing is made. The name may be anything: a bad one is a refused check. */
  'mappings.preflight': z.strictObject({ ...newMappingSchema.shape, name: z.string().check(z.maxLength(256)) }),
  /** Makes it and keeps it alive until `mappings.remove` or the end of the program. */
  'mappings.create': newMappingSchema,
  /** Keeps a mapping of somebody else alive, so that it outlives its producer's restart. */
  'mappings.hold': one,
  'mappings.letGo': one,
  'mappings.planResize': z.strictObject({ id: cameraId, payloadBytes, layout: z.nullable(layoutSchema) }),
  'mappings.resize': z.strictObject({ token }),
  'mappings.planRemoval': one,
  'mappings.remove': z.strictObject({ token }),
  /** Begins to sample one mapping for this page; null ends it. `mappings.detail` tells four times a second. */
  'mappings.inspect': z.strictObject({ id: z.nullable(cameraId) }),
  /** `locked`: under the read lock, where it can be had within 50 ms; else, and if it cannot, as they lie. */
  'mappings.readBytes': z.strictObject({ id: cameraId, offset, bytes: count(MAX_READ_BYTES), locked: z.boolean() }),
  /** A minute in which single bytes of this mapping may be edited. */
  'mappings.unlockGuard': one,
  /** Under the write lock, and only if the byte is still what the page showed. The lock word cannot be edited. */
  'mappings.writeByte': z.strictObject({ id: cameraId, token, offset, expected: byte, value: byte }),
  /** Writes our trailer for a camera that has none, where it fits behind the payload; null takes it away again. Needs the guard's token. */
  'mappings.setTrailer': z.strictObject({
    id: cameraId,
    token,
    trailer: z.nullable(z.strictObject({ layout: layoutSchema, label, payloadBytes: z.optional(payloadBytes) })),
  }),
  /** Watches the word for up to a second. */
  'mappings.diagnose': one,
  /** `confirmation` is needed for rung 3: the name, typed by the operator. */
  'mappings.heal': z.strictObject({ token, confirmation: z.optional(z.string().check(z.maxLength(128))) }),
  /** The newest entries, newest first. */
  'doctor.log': z.strictObject({ limit: count(1000) }),
  /** Puts the word back as it was, by a strict compare-and-swap. */
  'doctor.undo': z.strictObject({ entry: token }),
  'doctor.installation': nothing,
  /** Writes a diagnostics bundle into the settings folder. */
  'doctor.bundle': z.strictObject({ pixels: z.boolean() }),
} as const;

export interface MappingCommandAnswers {
  'mappings.list': readonly Mapping[];
  'mappings.watch': null;
  'mappings.preflight': Preflight;
  'mappings.create': Mapping;
  'mappings.hold': Mapping;
  'mappings.letGo': null;
  'mappings.planResize': ResizePlan;
  'mappings.resize': Mapping;
  'mappings.planRemoval': RemovalPlan;
  'mappings.remove': RemovalReport;
  'mappings.inspect': MappingDetail | null;
  'mappings.readBytes': MappingBytes;
  'mappings.unlockGuard': EditGuard;
  'mappings.writeByte': MappingBytes;
  'mappings.setTrailer': Mapping;
  'mappings.diagnose': Diagnosis;
  'mappings.heal': HealReport;
  'doctor.log': readonly DoctorLogEntry[];
  'doctor.undo': HealReport;
  'doctor.installation': Installation;
  'doctor.bundle': { readonly path: string; readonly bytes: number };
}

export interface MappingEvents {
  'mappings.changed': MappingChanges;
  'mappings.detail': MappingDetail;
  /** A lock of a mapping of ours was released by itself, or something was logged by another page. */
  'doctor.logged': DoctorLogEntry;
}
