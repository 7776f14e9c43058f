import { frameRate } from '../../core/frame-rate.ts';
import type { FrameLayout } from '../../core/layout.ts';
import { FfmpegSource } from './ffmpeg-source.ts';
import type { FrameSource } from './frame-source.ts';
import type { SourceSpec } from './parse-source.ts';
import { PatternSource } from './pattern-source.ts';

export interface OpenSourceOptions {
  /** How frames shall lie; decoded files and streams need tight rows and no offset. */
  readonly layout: FrameLayout;
  readonly fps: number;
  readonly loop?: boolean;
  readonly ffmpeg?: string;
  readonly onNotice?: (text: string) => void;
}

/** The source of a `parseSource` result. What is wrong with a file shows at the first `next`. */
export function openSource(spec: SourceSpec, options: OpenSourceOptions): FrameSource {
  const { layout, fps, ...decoding } = options;
  const rate = frameRate(fps);
  if (spec.kind === 'pattern') return new PatternSource(spec.pattern, layout, fps);
  return new FfmpegSource(spec, { layout, rate, ...decoding });
}
