import type { CameraLayout } from '../../../../backend/contract.ts';
import { SharedCameraError } from '../../../../native/core/errors.ts';
import type { PixelFormat } from '../../../../native/core/formats.ts';
import { minimumStride } from '../../../../native/core/layout.ts';
import { LOCK_BYTES } from '../../../../native/core/lock-word.ts';
import { type MappingRegion, mappingRegions } from '../../../../native/core/mapping-regions.ts';
import {
  type MappingSize,
  mappingSize,
  payloadOfRealBytes,
  type SizePreset,
  type SolvedForm,
  solveSize,
} from '../../../../native/core/mapping-size.ts';
import { checkPayloadBytes, roundUp } from '../../../../native/core/sizes.ts';
import { errorText } from '../../../texts/said.ts';

/** Every number that can be typed; each gives the others. */
export type SizeText = 'width' | 'height' | 'stride' | 'payload' | 'peer' | 'pages' | 'real';

export interface PageOptions {
  readonly pageBytes: number;
  readonly trailer: boolean;
}

export interface SizeFormState {
  readonly texts: Readonly<Record<SizeText, string>>;
  /** The last numbers that fitted together. */
  readonly solved: SolvedForm;
  /** Only bytes: nothing says how the pixels lie. */
  readonly bare: boolean;
  readonly options: PageOptions;
  /** What is wrong with the field that was typed into last; an empty field is not wrong, but nothing either. */
  readonly problem: { readonly field: SizeText; readonly text: string } | undefined;
}

export function sizeFormOf(preset: Omit<SizePreset, 'id' | 'title'>, options: PageOptions): SizeFormState {
  const { width, height, format } = preset;
  const solved = solveSize({ width, height, format, strideBytes: minimumStride(format, width) }, 'width');
  return settled({ solved, bare: false, options, problem: undefined, texts: EMPTY });
}

/** For a mapping that is there: its layout, or only its bytes. */
export function sizeFormOfMapping(layout: CameraLayout | undefined, payloadBytes: number, options: PageOptions): SizeFormState {
  const { width, height, format, strideBytes } = layout ?? { width: 1280, height: 720, format: 'RGB24', strideBytes: 3840 };
  const solved = { width, height, format, strideBytes, payloadBytes };
  return settled({ solved, bare: layout === undefined, options, problem: undefined, texts: EMPTY });
}

const EMPTY: SizeFormState['texts'] = { width: '', height: '', stride: '', payload: '', peer: '', pages: '', real: '' };

/** All fields as the solved numbers say. */
export function settled(state: SizeFormState): SizeFormState {
  const { width, height, strideBytes, payloadBytes } = state.solved;
  const { peerBytes, pages, realBytes } = sizeOf(state);
  const numbers = { width, height, stride: strideBytes, payload: payloadBytes, peer: peerBytes, pages, real: realBytes };
  const texts = Object.fromEntries(Object.entries(numbers).map(([field, value]) => [field, String(value)]));
  return { ...state, texts: texts as SizeFormState['texts'], problem: undefined };
}

/** What was typed stays as it is typed; the other fields follow as soon as it makes sense. */
export function typed(state: SizeFormState, field: SizeText, text: string): SizeFormState {
  const texts = { ...state.texts, [field]: text };
  if (text === '') return { ...state, texts, problem: { field, text: '' } };
  try {
    const next = settled({ ...state, solved: solve(state, field, Number(text)) });
    return { ...next, texts: { ...next.texts, [field]: text } };
  } catch (error) {
    if (!(error instanceof SharedCameraError)) throw error;
    return { ...state, texts, problem: { field, text: errorText(error.report()) } };
  }
}

export function withFormat(state: SizeFormState, format: PixelFormat): SizeFormState {
  return settled({ ...state, solved: solveSize({ ...state.solved, format }, 'format') });
}

export function withOptions(state: SizeFormState, options: PageOptions): SizeFormState {
  const { pageBytes, trailer } = state.options;
  return pageBytes === options.pageBytes && trailer === options.trailer ? state : settled({ ...state, options });
}

/** From bare bytes back to a picture: as many rows of it as there is room for. */
export function withBare(state: SizeFormState, bare: boolean): SizeFormState {
  if (bare) return settled({ ...state, bare });
  try {
    return settled({ ...state, bare, solved: solveSize(state.solved, 'payloadBytes', state.solved.payloadBytes) });
  } catch {
    return settled({ ...state, bare, solved: solveSize(state.solved, 'width') }); // no room for a single row
  }
}

function solve({ solved, bare, options }: SizeFormState, field: SizeText, value: number): SolvedForm {
  if (field === 'width' || field === 'height') return solveSize({ ...solved, [field]: value }, field);
  if (field === 'stride') return solveSize({ ...solved, strideBytes: value }, 'strideBytes');
  const payloadBytes = payloadFrom(field, value, options);
  checkPayloadBytes(payloadBytes);
  return bare ? { ...solved, payloadBytes } : solveSize(solved, 'payloadBytes', payloadBytes);
}

function payloadFrom(field: 'payload' | 'peer' | 'pages' | 'real', value: number, { pageBytes, trailer }: PageOptions): number {
  if (field === 'payload') return value;
  if (field === 'peer') return value - LOCK_BYTES;
  return payloadOfRealBytes(field === 'pages' ? value * pageBytes : roundUp(value, pageBytes), trailer);
}

export function sizeOf({ solved: { payloadBytes }, options }: Pick<SizeFormState, 'solved' | 'options'>): MappingSize {
  return mappingSize({ payloadBytes, ...options });
}

export function layoutOf({ bare, solved: { width, height, format, strideBytes } }: SizeFormState): CameraLayout | null {
  return bare ? null : { width, height, format, strideBytes, offsetBytes: 0 };
}

export function regionsOf(state: SizeFormState): readonly MappingRegion[] {
  const { realBytes, payloadBytes, hasTrailer } = sizeOf(state);
  return mappingRegions({ realBytes, payloadBytes, layout: layoutOf(state) ?? undefined, hasTrailer });
}
