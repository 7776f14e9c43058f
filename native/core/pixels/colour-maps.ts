/** Tables that give one value a colour: 256 opaque RGBA pixels, each a little-endian 32-bit number. */
export const COLOUR_MAP_NAMES = ['grey', 'inverted'] as const;
export type ColourMap = (typeof COLOUR_MAP_NAMES)[number];

const MAPS: Readonly<Record<ColourMap, (t: number) => readonly [red: number, green: number, blue: number]>> = {
  grey: (t) => [t, t, t],
  inverted: (t) => [1 - t, 1 - t, 1 - t],
};

/** The table of a map, bent by gamma. */
export function colourTable(map: ColourMap, gamma: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, step) => {
    const [red, green, blue] = MAPS[map]((step / 255) ** (1 / gamma));
    return 0xff000000 | (byteOf(blue) << 16) | (byteOf(green) << 8) | byteOf(red);
  });
}

function byteOf(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 255);
}
