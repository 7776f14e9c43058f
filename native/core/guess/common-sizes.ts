/** Sizes that cameras, screens and video standards use, widest side first. */
const COMMON_SIZES = `
  160x120 176x144 320x180 320x240 352x240 352x288 424x240 432x240 480x270 480x320 480x360 512x512 544x288
  640x360 640x400 640x480 640x512 704x480 704x576 720x480 720x540 720x576 752x416 752x480 768x432 768x576
  800x448 800x480 800x600 848x480 854x480 864x480 896x504 960x540 960x544 960x720 1024x576 1024x600 1024x768
  1024x1024 1152x648 1152x864 1184x656 1280x720 1280x800 1280x960 1280x1024 1360x768 1366x768 1392x768 1440x900
  1440x1080 1504x832 1600x896 1600x900 1600x1200 1680x1050 1712x960 1792x1008 1920x1080 1920x1088 1920x1200
  1920x1440 2048x1080 2048x1152 2048x1536 2048x2048 2304x1296 2304x1536 2448x2048 2560x1080 2560x1440 2560x1600
  2560x1920 2592x1944 3072x2048 3264x2448 3440x1440 3840x1600 3840x2160 4000x3000 4096x2160 4096x3072 4608x3456
  5120x2880 7680x4320`
  .trim()
  .split(/\s+/)
  .map((text) => text.split('x').map(Number) as [number, number]);

/** Both ways up. */
export const SIZES: readonly (readonly [width: number, height: number])[] = COMMON_SIZES.flatMap(([long, short]) =>
  long === short ? [[long, short] as const] : [[long, short] as const, [short, long] as const],
);

const common = new Set(SIZES.map(([width, height]) => `${width}x${height}`));
/** What cameras offer first. */
const FAVOURITES = new Set(
  '320x240 640x360 640x480 800x600 960x540 1024x576 1024x768 1280x720 1280x960 1920x1080 2560x1440 3840x2160'.split(' '),
);
const ASPECTS = [4 / 3, 16 / 9, 3 / 2, 16 / 10, 5 / 4, 1];

export function isCommonSize(width: number, height: number): boolean {
  return common.has(`${width}x${height}`);
}

/** How much likelier than an arbitrary size this one is before anybody looked at the pixels, as a logarithm. */
export function sizeLikelihood(width: number, height: number): number {
  const aspect = Math.max(width, height) / Math.min(width, height);
  const known = ASPECTS.some((usual) => Math.abs(aspect / usual - 1) < 0.004);
  const evenness = (width % 8 === 0 ? 1 : width % 2 === 0 ? 0.5 : 0) + (height % 2 === 0 ? 0.5 : 0);
  const upright = width >= height ? 0.5 : 0;
  const odd = aspect > 2.5 ? -2 * Math.log2(aspect / 2.5) : 0;
  const popularity = FAVOURITES.has(`${width}x${height}`) ? 5 : isCommonSize(width, height) ? 4 : known ? 1 : 0;
  return popularity + evenness + upright + odd;
}
