/**
 * Tables that give one value a colour: 256 opaque RGBA pixels, each a little-endian 32-bit number. The curves are published polynomials,
 * by their coefficients for red, green and blue, lowest power first:
 *
 * - viridis and inferno (Stéfan van der Walt and Nathaniel Smith, matplotlib 1.5; CC0): fits of degree 6 by Matt Zucker, CC0,
 *   https://www.shadertoy.com/view/WlfXRN
 * - turbo (Anton Mikhailov, Google, 2019): the fit of degree 5 by Ruofei Du that was published with it,
 *   https://gist.github.com/mikhailov-work/0d177465a8151eb6ede1768d51d476c7
 * - cividis (Nuñez, Anderton and Renslow, PLOS ONE 13(7), 2018), made to look alike with and without a colour deficiency: the fit of
 *   degree 5 of d3-scale-chromatic
 */
export const COLOUR_MAP_NAMES = ['grey', 'inverted', 'viridis', 'inferno', 'turbo', 'cividis'] as const;
export type ColourMap = (typeof COLOUR_MAP_NAMES)[number];

interface Curves {
  /** What the polynomials give for full intensity. */
  readonly full: number;
  readonly red: readonly number[];
  readonly green: readonly number[];
  readonly blue: readonly number[];
}

const straight = (first: number, second: number): Curves => {
  const ramp = [first, second];
  return { full: 1, red: ramp, green: ramp, blue: ramp };
};

const CURVES: Readonly<Record<ColourMap, Curves>> = {
  grey: straight(0, 1),
  inverted: straight(1, -1),
  viridis: {
    full: 1,
    red: [
      0.2777273272234177, 0.1050930431085774, -0.3308618287255563, -4.634230498983486, 6.228269936347081, 4.776384997670288,
      -5.435455855934631,
    ],
    green: [
      0.005407344544966578, 1.404613529898575, 0.214847559468213, -5.799100973351585, 14.17993336680509, -13.74514537774601,
      4.645852612178535,
    ],
    blue: [
      0.3340998053353061, 1.384590162594685, 0.09509516302823659, -19.33244095627987, 56.69055260068105, -65.35303263337234,
      26.3124352495832,
    ],
  },
  inferno: {
    full: 1,
    red: [
      0.0002189403691192265, 0.1065134194856116, 11.60249308247187, -41.70399613139459, 77.162935699427, -71.31942824499214,
      25.13112622477341,
    ],
    green: [
      0.001651004631001012, 0.5639564367884091, -3.972853965665698, 17.43639888205313, -33.40235894210092, 32.62606426397723,
      -12.24266895238567,
    ],
    blue: [
      -0.01948089843709184, 3.932712388889277, -15.9423941062914, 44.35414519872813, -81.80730925738993, 73.20951985803202,
      -23.07032500287172,
    ],
  },
  turbo: {
    full: 1,
    red: [0.13572138, 4.6153926, -42.66032258, 132.13108234, -152.94239396, 59.28637943],
    green: [0.09140261, 2.19418839, 4.84296658, -14.18503333, 4.27729857, 2.82956604],
    blue: [0.1066733, 12.64194608, -60.58204836, 110.36276771, -89.90310912, 27.34824973],
  },
  cividis: {
    full: 255,
    red: [-4.54, -35.34, 2381.73, -6402.7, 7024.72, -2710.57],
    green: [32.49, 170.73, 52.82, -131.46, 176.58, -67.37],
    blue: [81.24, 442.36, -2482.43, 6167.24, -6614.94, 2475.67],
  },
};

/** The table of a map, bent by gamma; without gamma the same object each time. */
export function colourTable(map: ColourMap, gamma: number): Uint32Array {
  if (gamma !== 1) return makeTable(map, gamma);
  const known = STRAIGHT_TABLES.get(map);
  if (known) return known;
  const made = makeTable(map, 1);
  STRAIGHT_TABLES.set(map, made);
  return made;
}

const STRAIGHT_TABLES = new Map<ColourMap, Uint32Array>();

function makeTable(map: ColourMap, gamma: number): Uint32Array {
  const { full, red, green, blue } = CURVES[map];
  return Uint32Array.from({ length: 256 }, (_, step) => {
    const along = (step / 255) ** (1 / gamma);
    const byteOf = (curve: readonly number[]) => {
      const share = curve.reduceRight((sum, coefficient) => sum * along + coefficient, 0) / full;
      return Math.round(Math.min(1, Math.max(0, share)) * 255);
    };
    return 0xff000000 | (byteOf(blue) << 16) | (byteOf(green) << 8) | byteOf(red);
  });
}
