import type { Camera } from '../../../backend/contract.ts';
import { pixelFormat } from '../../../native/core/formats.ts';
import { planeLayouts } from '../../../native/core/layout.ts';
import { LOCK_BYTES } from '../../../native/core/lock-word.ts';
import { type NativeSample, sampleOffset } from '../../../native/core/pixels/native-value.ts';
import { sampleText } from '../../frames/look/sample-text.ts';
import type { Probe } from '../../frames/look-messages.ts';

export interface SampleRow {
  readonly channel: string;
  readonly decimal: string;
  readonly hex: string;
  readonly plane: number;
  /** From the start of the mapping, lock word included; undefined while the layout is not known. */
  readonly offset: number | undefined;
  readonly row: number;
}

/** Whatever is to be told of a pixel's samples, where they lie in the camera's own mapping included. */
export function sampleRows({ samples, x, y }: Probe, layout: Camera['layout']): readonly SampleRow[] {
  const planes = layout ? planeLayouts(layout) : [];
  const channels = layout ? pixelFormat(layout.format).channels : [];
  return samples.map((sample, index) => {
    const channel = channels[index];
    const plane = channel && planes[channel.plane];
    return {
      channel: sample.channel,
      decimal: sampleText(sample),
      hex: hexOf(sample),
      plane: sample.plane,
      offset: channel && plane && LOCK_BYTES + sampleOffset(channel, plane, x, y),
      row: plane ? Math.floor(y / plane.groupHeight) : y,
    };
  });
}

/** All digits that the sample has room for; of floats the four bytes as they are read. */
export function hexOf({ value, bits }: Pick<NativeSample, 'value' | 'bits'>): string {
  if (bits === 32) {
    const view = new DataView(new ArrayBuffer(4));
    view.setFloat32(0, value);
    return `0x${view.getUint32(0).toString(16).padStart(8, '0')}`;
  }
  return `0x${value.toString(16).padStart(Math.ceil(bits / 4), '0')}`;
}

export function shownHex(shown: readonly number[]): string {
  return `#${shown.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

export function valuesText({ samples }: Probe): string {
  return samples.map((sample) => `${sample.channel} ${sampleText(sample)}`).join(', ');
}

/** One line for the clipboard. */
export function pixelText(probe: Probe, { name, layout }: Pick<Camera, 'name' | 'layout'>): string {
  const rows = sampleRows(probe, layout);
  const values = rows.map(
    ({ channel, decimal, hex, offset }) => `${channel}=${decimal} (${hex}${offset === undefined ? '' : ` at ${offset}`})`,
  );
  return [
    name,
    layout && `${layout.width}x${layout.height} ${layout.format}`,
    probe.frameNumber > 0 && `frame ${probe.frameNumber}`,
    `x=${probe.x} y=${probe.y}`,
    ...values,
    `shown ${shownHex(probe.shown)}`,
  ]
    .filter(Boolean)
    .join('  ');
}
