import { fileURLToPath } from 'node:url';
import { SharedCameraError } from '../../core/errors.ts';
import { isPatternKind, PATTERN_KINDS, type PatternKind } from './patterns/pattern.ts';

export type SourceSpec =
  | { readonly kind: 'pattern'; readonly pattern: PatternKind }
  | { readonly kind: 'file'; readonly path: string }
  /** A network stream: it is tried again when it breaks off. */
  | { readonly kind: 'url'; readonly url: string }
  /** A filter graph that ffmpeg computes, such as `testsrc2=size=640x360`. */
  | { readonly kind: 'lavfi'; readonly graph: string };

export const SOURCE_SYNTAX = `pattern:${PATTERN_KINDS.join('|')}, file:PATH, lavfi:GRAPH, a URL, or a path`;

/** Understands `pattern:KIND`, `file:PATH`, `lavfi:GRAPH`, `scheme://…` and plain paths; throws USAGE. */
export function parseSource(text: string): SourceSpec {
  const trimmed = text.trim();
  if (trimmed === '') throw usage('The source is empty');
  if (/^file:\/\//i.test(trimmed)) return { kind: 'file', path: pathOfFileUrl(trimmed) };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)) return { kind: 'url', url: trimmed };
  const [, prefix, rest] = /^(pattern|file|lavfi):(.*)$/is.exec(trimmed) ?? [];
  switch (prefix?.toLowerCase()) {
    case 'pattern': {
      const pattern = (rest ?? '').toLowerCase();
      if (!isPatternKind(pattern)) throw usage(`There is no pattern "${rest}"`);
      return { kind: 'pattern', pattern };
    }
    case 'file':
      if (!rest) throw usage('"file:" names no file');
      return { kind: 'file', path: rest };
    case 'lavfi':
      if (!rest) throw usage('"lavfi:" names no filter graph');
      return { kind: 'lavfi', graph: rest };
    default:
      return { kind: 'file', path: trimmed };
  }
}

function pathOfFileUrl(text: string): string {
  try {
    return fileURLToPath(text);
  } catch (error) {
    throw usage(`"${text}" is no address of a file (${error instanceof Error ? error.message : error})`);
  }
}

function usage(what: string): SharedCameraError {
  return new SharedCameraError('USAGE', `${what}: a source is ${SOURCE_SYNTAX}.`);
}
