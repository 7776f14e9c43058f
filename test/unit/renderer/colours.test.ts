import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../support/paths.ts';

type Rgb = readonly [number, number, number];
type Matrix = readonly [Rgb, Rgb, Rgb];

/** Machado, Oliveira and Fernandes 2009, full severity, on linear RGB. */
const VISION: Readonly<Record<string, Matrix>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const TONES = ['good', 'attention', 'bad'] as const;
/** Oklab distances; 0.02 is what can just be told apart side by side. */
const APART = 0.07;
const CONTRAST = 4.5;

const css = readFileSync(resolve(ROOT, 'renderer/styles/tokens.css'), 'utf8');
const block = (selector: string): string => css.slice(css.indexOf(selector)).split('}')[0] ?? '';

/** The light and the dark value of a token. */
function token(selector: string, name: string): readonly [Rgb, Rgb] {
  const found = new RegExp(`--${name}: light-dark\\(#(\\w{6}), #(\\w{6})\\)`, 'u').exec(block(selector));
  if (!found) throw new Error(`No --${name} under ${selector}.`);
  return [rgb(found[1] ?? ''), rgb(found[2] ?? '')];
}

function rgb(hex: string): Rgb {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(0), channel(2), channel(4)];
}

const times = ([x, y, z]: Matrix, [r, g, b]: Rgb): Rgb => {
  const row = ([a, c, d]: Rgb): number => a * r + c * g + d * b;
  return [row(x), row(y), row(z)];
};

function oklab(linear: Rgb): Rgb {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    linear,
  );
  const [l, m, s] = cones.map((value) => Math.cbrt(Math.max(0, value))) as [number, number, number];
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [l, m, s],
  );
}

function distance(one: Rgb, other: Rgb): number {
  const [a, b] = [oklab(one), oklab(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const PAIRS = TONES.flatMap((one, at) => TONES.slice(at + 1).map((other) => [one, other] as const));
const SAFE = ':root[data-colours="safe"]';

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('the colours for the colour-blind, %s', (_, theme) => {
  test.each(Object.entries(VISION))('stay apart with %s', (_name, matrix) => {
    const distances = PAIRS.map(([one, other]) => {
      const far = distance(times(matrix, token(SAFE, one)[theme]), times(matrix, token(SAFE, other)[theme]));
      return `${one}/${other} ${far >= APART ? 'apart' : far.toFixed(3)}`;
    });
    expect(distances).toEqual(PAIRS.map(([one, other]) => `${one}/${other} apart`));
  });

  test('can be read on every ground', () => {
    for (const tone of [...TONES, 'waiting'])
      for (const ground of ['bg', 'bg-side', 'bg-raised'])
        expect(contrast(token(SAFE, tone)[theme], token(':root {', ground)[theme]), `${tone} on ${ground}`).toBeGreaterThan(
          CONTRAST,
        );
  });
});

test('the distance is that of colours: green and red of equal lightness are one with deuteranopia, and two without', () => {
  const [green, red] = [rgb('7a9a01'), rgb('c8832a')];
  expect(distance(green, red)).toBeGreaterThan(0.1);
  expect(distance(times(VISION['deuteranopia'] as Matrix, green), times(VISION['deuteranopia'] as Matrix, red))).toBeLessThan(
    APART,
  );
});
