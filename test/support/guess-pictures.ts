import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Pictures to guess at: opaque RGBA without padding. Everything is repeatable; nothing is downloaded. */
export interface Scene {
  readonly name: string;
  readonly paint: (width: number, height: number) => Uint8Array;
}

export const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

function ffmpegPicture(input: readonly string[], filter: string, width: number, height: number): Uint8Array {
  const size = `${width}x${height}`;
  const args = ['-hide_banner', '-loglevel', 'error', ...input, '-vf', filter, '-frames:v', '1', '-s', size];
  const { stdout, stderr, status } = spawnSync('ffmpeg', [...args, '-f', 'rawvideo', '-pix_fmt', 'rgba', 'pipe:1'], {
    maxBuffer: 256 * 1024 ** 2,
    timeout: 60_000,
  });
  if (status !== 0) throw new Error(`ffmpeg ${args.join(' ')}: ${stderr}`);
  return new Uint8Array(stdout);
}

/** A source of ffmpeg at the size asked for, a few frames in, where moving ones have something to show. */
function lavfi(source: string, sized = true): Scene {
  const name = source.split('=')[0] ?? source;
  const paint = (width: number, height: number) => {
    const spec = sized ? `${source}${source.includes('=') ? ':' : '='}size=${width}x${height}` : source;
    return ffmpegPicture(['-f', 'lavfi', '-i', spec], 'select=gte(n\\,20),format=rgb24', width, height);
  };
  return { name, paint };
}

/** A photograph, cut to the shape asked for. */
function photograph(name: string, path: string): Scene {
  const paint = (width: number, height: number) => {
    const fill = `scale=${width}:${height}:force_original_aspect_ratio=increase,crop=${width}:${height}`;
    return ffmpegPicture(['-i', path], fill, width, height);
  };
  return { name, paint };
}

interface Album {
  /** With `*` where the name of a picture stands. */
  readonly path: string;
  readonly names: string;
}

/** The weights of the guess were set on these, or failures of theirs were looked at: Debian's mate-backgrounds and lomiri-wallpapers-16.04. */
const TRAINED_ON: readonly Album[] = [
  {
    path: '/usr/share/backgrounds/mate/nature/*.jpg',
    names: 'Aqua Blinds Dune FreshFlower Garden GreenMeadow LadyBird RainDrops',
  },
  {
    path: '/usr/share/backgrounds/*.jpg',
    names: `Bridge_by_Sander_Klootwijk Dragonfly_by_Bolly Fossa_by_Jasper_Roks Infinite-Sea_by_Aury88 Kleiber_by_Lukas_Baubkus
      Painting-Colors_by__herobrine7gamer Picture_0B_by_freespace Picture_1A_by_freespace Wine_by_Jakkub_Mede
      aitzgorri_by_Aitzol_Berasategi analogpattern_by_Peter_Nerlich free_by_Peter_Nerlich friends_by_Aitzol_Berasategi
      greentock_by_Peter_Nerlich life_by_Aitzol_Berasategi picosdeeuropa_by_Aitzol_Berasategi seeding_by_Clements_Engelhardt
      sunset_by_Aitzol_Berasategi umang_by_Abhishek_Mudgal`,
  },
];
/** Strangers: the rest of mate-backgrounds, and the photographs in plasma-workspace-wallpapers and opencv-doc. */
const HELD_OUT: readonly Album[] = [
  { path: '/usr/share/backgrounds/mate/nature/*.jpg', names: 'Storm TwoWings Wood YellowFlower' },
  {
    path: '/usr/share/wallpapers/*/contents/images/2560x1600.jpg',
    names: 'BytheWater ColdRipple ColorfulCups DarkestHour EveningGlow FallenLeaf Grey Kite OneStandsOut Path summer_1am',
  },
  {
    path: '/usr/share/doc/opencv-doc/examples/data/*.jpg',
    names: 'fruits baboon leuvenA squirrel_cls aloeL aero1 butterfly building orange messi5',
  },
];

/** What photographs a machine happens to have; none is needed. Packages may also be unpacked under PHOTOGRAPHS_ROOT. */
export function photographs(): { readonly train: readonly Scene[]; readonly heldOut: readonly Scene[] } {
  const roots = ['', process.env['PHOTOGRAPHS_ROOT'] ?? ''];
  const found = (albums: readonly Album[]) =>
    albums.flatMap(({ path, names }) =>
      names.split(/\s+/u).flatMap((name) => {
        const file = roots.map((root) => root + path.replace('*', name)).find((candidate) => existsSync(candidate));
        return file ? [photograph(name.replace(/_by_.*/u, ''), file)] : [];
      }),
    );
  return { train: found(TRAINED_ON), heldOut: found(HELD_OUT) };
}

export const SYNTHETIC: readonly Scene[] = [
  lavfi('testsrc2'),
  lavfi('mandelbrot'),
  lavfi('smptehdbars'),
  lavfi('life=mold=10:ratio=0.3:death_color=#C83232:life_color=#00ff00'),
  lavfi('cellauto'),
  lavfi('gradients=seed=7'),
  lavfi('sierpinski'),
];

type Rgb = readonly [number, number, number];
type Shade = (u: number, v: number) => Rgb;

function hash(x: number, y: number, seed: number): number {
  let h = Math.imul(x, 374_761_393) + Math.imul(y, 668_265_263) + Math.imul(seed, 2_246_822_519);
  h = Math.imul(h ^ (h >>> 13), 1_274_126_177);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

function smoothNoise(x: number, y: number, seed: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const ease = (t: number) => t * t * (3 - 2 * t);
  const [s, t] = [ease(x - left), ease(y - top)];
  const upper = hash(left, top, seed) * (1 - s) + hash(left + 1, top, seed) * s;
  const lower = hash(left, top + 1, seed) * (1 - s) + hash(left + 1, top + 1, seed) * s;
  return upper * (1 - t) + lower * t;
}

/** Noise whose amplitude falls with its frequency, as that of natural pictures does; 0 to 1. */
function cloud(u: number, v: number, scale: number, seed: number, octaves = 6): number {
  let [sum, weight, amplitude, frequency] = [0, 0, 1, scale];
  for (let octave = 0; octave < octaves; octave++) {
    sum += amplitude * smoothNoise(u * frequency, v * frequency, seed + octave);
    weight += amplitude;
    amplitude *= 0.55;
    frequency *= 2.03;
  }
  return sum / weight;
}

const mix = (a: Rgb, b: Rgb, t: number): Rgb => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
const step = (edge: number, softness: number, x: number) => Math.min(1, Math.max(0, (x - edge) / softness + 0.5));

const clouds =
  (seed: number): Shade =>
  (u, v) => {
    const warm = mix([40, 60, 120], [240, 220, 190], cloud(u, v, 3, seed));
    return mix(warm, [90, 140, 70], cloud(u, v, 5, seed + 50) ** 2);
  };

const shapes =
  (seed: number): Shade =>
  (u, v) => {
    let colour = mix([190, 200, 210], [60, 70, 90], v);
    for (let i = 0; i < 14; i++) {
      const random = (k: number) => hash(i, k, seed);
      const [dx, dy] = [(u - random(1) * 1.6) * 1.3, v - random(2)];
      const size = 0.05 + 0.2 * random(3);
      const inside = i % 2 ? size - Math.hypot(dx, dy) : size - Math.max(Math.abs(dx), Math.abs(dy) * 1.7);
      const lit = 0.75 + 0.5 * (dx - dy);
      const paint: Rgb = [255 * random(4) * lit, 255 * random(5) * lit, 255 * random(6) * lit];
      colour = mix(colour, paint, step(0, 0.004 + 0.06 * random(7), inside));
    }
    return colour;
  };

const landscape =
  (seed: number): Shade =>
  (u, v) => {
    const sky = mix(
      mix([70, 120, 200], [200, 215, 235], v * 1.6),
      [245, 245, 245],
      Math.max(0, cloud(u, v * 2, 4, seed) - 0.5) * 2,
    );
    const hills = mix([90, 100, 110], [60, 80, 60], cloud(u, v, 20, seed + 9));
    const grass = mix([40, 70, 30], [150, 150, 80], cloud(u, v * v * 3, 40, seed + 20));
    const ridge = 0.35 + 0.25 * cloud(u, 0, 3, seed + 30);
    const meadow = 0.6 + 0.1 * cloud(u, 0, 2, seed + 40);
    return mix(mix(sky, hills, step(ridge, 0.004, v)), grass, step(meadow, 0.006, v));
  };

/** A head and shoulders before a shelf and a window. */
const room =
  (seed: number): Shade =>
  (u, v) => {
    const wall = mix([150, 140, 125], [80, 75, 70], 0.7 * u + 0.3 * cloud(u, v, 6, seed));
    const book = Math.floor(u * 26);
    const spine: Rgb = [
      60 + 160 * hash(book, Math.floor(v * 5), seed),
      50 + 110 * hash(book, 3, seed),
      40 + 90 * hash(book, 4, seed),
    ];
    const shelf = step(1.1, 0.01, u) * step(0.12, 0.01, (v * 5) % 1);
    const window = step(0.08, 0.005, u) * (1 - step(0.42, 0.005, u)) * (1 - step(0.5, 0.005, v));
    const behind = mix(mix(wall, spine, shelf), mix([200, 220, 250], [240, 245, 235], cloud(u, v, 9, seed)), window);
    const skin = mix([225, 172, 145], [120, 80, 65], step(0.85, 0.5, u + 0.15 * cloud(u, v, 30, seed + 3)));
    const face = 1 - Math.hypot((u - 0.85) / 0.17, (v - 0.42) / 0.26);
    const body = 1 - Math.hypot((u - 0.85) / 0.5, (v - 1.1) / 0.45);
    const cloth = mix([40, 50, 90], [80, 90, 140], cloud(u * 2, v, 60, seed + 5));
    return mix(mix(behind, cloth, step(0, 0.02, body)), skin, step(0, 0.04, face));
  };

/** Flat paint with few colours, and strokes over it that follow waves. */
const poster =
  (seed: number): Shade =>
  (u, v) => {
    const paint = (i: number): Rgb => [255 * hash(i, 1, seed), 255 * hash(i, 2, seed), 255 * hash(i, 3, seed)];
    const field = Math.floor(5 * (v + 0.25 * Math.sin(3 * u + 6 * hash(0, 4, seed)) + 0.1 * Math.sin(9 * u)));
    let colour = paint(((field % 5) + 5) % 5);
    for (let i = 0; i < 8; i++) {
      const random = (k: number) => hash(i, k, seed + 11);
      const along = 0.1 + 0.8 * random(1) + 0.2 * Math.sin(u * (2 + 6 * random(2)) + 7 * random(3));
      if (Math.abs(v - along) < 0.01 + 0.04 * random(4) && u > random(5) * 0.8) colour = paint(5 + (i % 4));
    }
    return colour;
  };

const DETAIL = 640;
/** How much darker a lens makes the corners. */
const VIGNETTE = 0.3;

/** Shaded at no more than camera sharpness, enlarged, darkened towards the corners, with sensor noise of `sigma`. */
function camera(name: string, shade: Shade, sigma: number, darkening = VIGNETTE): Scene {
  const paint = (width: number, height: number) => {
    const scale = Math.min(1, DETAIL / width);
    const [w, h] = [Math.ceil(width * scale) + 1, Math.ceil(height * scale) + 1];
    const small = new Float32Array(w * h * 3);
    for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) small.set(shade(x / h, y / h), (y * w + x) * 3);
    const out = new Uint8Array(width * height * 4);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const [sx, sy] = [x * scale, y * scale];
        const [left, top] = [Math.floor(sx), Math.floor(sy)];
        const [s, t] = [sx - left, sy - top];
        const vignette = 1 + darkening * (1 / 6 - (x / width - 0.5) ** 2 - (y / height - 0.5) ** 2);
        for (let c = 0; c < 3; c++) {
          const at = (dx: number, dy: number) => small[((top + dy) * w + left + dx) * 3 + c] ?? 0;
          const value = (at(0, 0) * (1 - s) + at(1, 0) * s) * (1 - t) + (at(0, 1) * (1 - s) + at(1, 1) * s) * t;
          const noise = sigma === 0 ? 0 : (hash(x, y, c) + hash(x, y, c + 3) + hash(x, y, c + 6) - 1.5) * 2 * sigma;
          out[(y * width + x) * 4 + c] = Math.min(255, Math.max(0, Math.round(value * vignette + noise)));
        }
        out[(y * width + x) * 4 + 3] = 255;
      }
    return out;
  };
  return { name, paint };
}

/** What a camera may see, drawn: each seed gives others. */
function rendered(seed: number): readonly Scene[] {
  return [
    camera('clouds', clouds(seed), 0),
    camera('clouds, noise', clouds(seed + 1), 4),
    camera('shapes', shapes(seed + 2), 0),
    camera('shapes, noise', shapes(seed + 3), 3),
    camera('landscape', landscape(seed + 4), 1),
    camera('landscape, noise', landscape(seed + 5), 6),
    camera('room', room(seed + 6), 1),
    camera('room, noise', room(seed + 7), 5),
  ];
}

/** What hangs on a wall: harder than nature, since flat paint looks alike in many formats. */
function painted(seed: number): readonly Scene[] {
  return [
    camera('poster', poster(seed + 8), 0, 0),
    camera('poster, lit', poster(seed + 9), 0),
    camera('poster, noise', poster(seed + 10), 1),
  ];
}

/** The weights of the guess were set on the first ones, and only the others tell how good they are. */
export const RENDERED = { train: rendered(1), heldOut: rendered(201) } as const;
export const PAINTED = { train: painted(1), heldOut: painted(201) } as const;
