/** Which encoder of the ffmpeg at hand makes which file. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SharedCameraError } from '../../core/errors.ts';
import { videoMatrix } from '../../core/pixels/display.ts';

export type VideoFormat = 'mp4' | 'webm';

interface Encoder {
  readonly name: string;
  readonly options: readonly string[];
  /** Takes odd widths and heights as they are. */
  readonly odd: boolean;
}

/** Best first. All of them keep up with a live picture before they look their best. */
const ENCODERS: Readonly<Record<VideoFormat, readonly Encoder[]>> = {
  mp4: [
    { name: 'libx264', options: ['-preset', 'veryfast', '-tune', 'zerolatency', '-crf', '20'], odd: false },
    { name: 'libopenh264', options: ['-b:v', '12M'], odd: false },
    { name: 'h264_mf', options: ['-b:v', '12M'], odd: false },
    { name: 'mpeg4', options: ['-q:v', '3'], odd: false },
  ],
  webm: [
    {
      name: 'libvpx-vp9',
      options: ['-deadline', 'realtime', '-cpu-used', '8', '-row-mt', '1', '-crf', '24', '-b:v', '0'],
      odd: true,
    },
    { name: 'libvpx', options: ['-deadline', 'realtime', '-cpu-used', '8', '-crf', '10', '-b:v', '8M'], odd: true },
  ],
};

/** A moment of the file is written to the disk at least so often. */
const FRAGMENT_SECONDS = 1;
const CONTAINER: Readonly<Record<VideoFormat, readonly string[]>> = {
  // In fragments, so that what was written can be played whatever happens afterwards.
  mp4: [
    ...['-movflags', '+frag_keyframe+empty_moov+default_base_moof', '-frag_duration', String(FRAGMENT_SECONDS * 1e6)],
    ...['-video_track_timescale', '90000', '-f', 'mp4'],
  ],
  webm: ['-cluster_time_limit', String(FRAGMENT_SECONDS * 1000), '-f', 'webm'],
};

const KEY_FRAME_SECONDS = 2;
/** Takes a picture of even size where the encoder needs one: one column or row is added, no pixel moves. */
const EVEN = 'pad=ceil(iw/2)*2:ceil(ih/2)*2';

const run = promisify(execFile);

export interface Encoding {
  readonly encoder: string;
  readonly args: readonly string[];
}

/** The arguments that turn the Matroska stream on standard input into `file`. UNSUPPORTED where ffmpeg or every encoder is missing. */
export async function chooseEncoding(program: string, format: VideoFormat, height: number, file: string): Promise<Encoding> {
  const [version, known] = await Promise.all([
    say(program, ['-version'], format),
    say(program, ['-hide_banner', '-encoders'], format),
  ]);
  const encoder = ENCODERS[format].find(({ name }) => new RegExp(`^ V\\S* +${name} `, 'mu').test(known));
  if (!encoder)
    throw new SharedCameraError('UNSUPPORTED', `This ffmpeg has no encoder for ${format.toUpperCase()}.`, {
      cause: `It was built without ${ENCODERS[format].map(({ name }) => name).join(', ')}.`,
      remedy: 'Install a complete ffmpeg, or record losslessly (MCAP).',
    });
  const matrix = videoMatrix(height) === 'bt709' ? 'bt709' : 'smpte170m';
  const colours = `scale=in_color_matrix=${matrix}:out_color_matrix=${matrix}:out_range=tv`;
  const filters = [...(encoder.odd ? [] : [EVEN]), colours, 'format=yuv420p'];
  return {
    encoder: encoder.name,
    args: [
      ...['-hide_banner', '-loglevel', 'error', '-y', '-f', 'matroska', '-i', 'pipe:0', '-map', '0:v:0'],
      // Each frame at its own time, none doubled, none left out.
      ...(/^ffmpeg version n?([0-4]\.|5\.0)/u.test(version) ? ['-vsync', 'vfr'] : ['-fps_mode', 'vfr']),
      ...['-enc_time_base', '1:90000', '-vf', filters.join(',')],
      ...['-colorspace', matrix, '-color_range', 'tv'],
      ...['-c:v', encoder.name, ...encoder.options, '-force_key_frames', `expr:gte(t,n_forced*${KEY_FRAME_SECONDS})`],
      ...CONTAINER[format],
      `file:${file}`,
    ],
  };
}

async function say(program: string, args: readonly string[], format: VideoFormat): Promise<string> {
  try {
    return (await run(program, [...args], { timeout: 20_000, maxBuffer: 4 * 1024 * 1024, windowsHide: true })).stdout;
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new SharedCameraError(
      'UNSUPPORTED',
      missing
        ? `${format.toUpperCase()} is encoded by ffmpeg, and the program "${program}" was not found.`
        : `The program "${program}" could not be run: ${error instanceof Error ? error.message : error}.`,
      {
        cause: 'ffmpeg is not installed, or not in the PATH.',
        remedy: 'Install ffmpeg (Debian: apt install ffmpeg), or record losslessly (MCAP), which needs nothing.',
      },
    );
  }
}
