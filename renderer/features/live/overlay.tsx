import type { ReactNode } from 'react';
import type { Camera } from '../../../backend/contract.ts';
import { statsOfTile, useStats } from '../../stores/stats-store.ts';
import type { TileId } from '../../stores/view-store.ts';
import {
  formatBytesPerSecond,
  formatMicroseconds,
  formatMilliseconds,
  formatRate,
  formatSize,
  groupDigits,
} from '../../ui/format.ts';

type Spread = { readonly p50: number; readonly p95: number } | null | undefined;

const PAINTER_NAMES = { webgl2: 'WebGL2', '2d': '2D' } as const;

/** Figures over the picture. A dash stands for what is not known (yet), so that no row comes and goes. */
export function Overlay({ tile, camera }: { readonly tile: TileId; readonly camera: Camera }) {
  const reading = useStats(({ cameras }) => cameras[camera.id]);
  const { picture, presentation } = useStats(statsOfTile(tile));
  // Figures of the last seconds are no longer those of now.
  const live = camera.state === 'live';
  const reduced = picture && picture.width !== picture.sourceWidth;
  return (
    <dl className="overlay" aria-label="Figures">
      <Row name="Picture">
        {picture ? `${formatSize({ width: picture.sourceWidth, height: picture.sourceHeight })} ${picture.format}` : '–'}
        {reduced && <small> sent as {formatSize(picture)}</small>}
      </Row>
      <Row name="Rate">
        {live && presentation?.fps ? `${formatRate(presentation.fps)} fps` : '–'}
        {live && reading?.fps && <small> of {formatRate(reading.fps.mean)}</small>}
        {live && reading && <small> · {formatBytesPerSecond(reading.bytesPerSecond)}</small>}
      </Row>
      {/* Without a trailer nobody knows when a frame was published, only when we took it. */}
      {presentation && !presentation.ageMs ? (
        <Row name="Delivery">
          <SpreadText spread={presentation.deliveryMs} format={formatMilliseconds} />
        </Row>
      ) : (
        <Row name="Age">
          <SpreadText spread={presentation?.ageMs} format={formatMilliseconds} />
        </Row>
      )}
      <Row name={camera.observe ? 'Wait' : 'Lock wait'}>
        <SpreadText spread={reading?.lockWaitUs} format={formatMicroseconds} />
      </Row>
      <Row name="Copy">
        <SpreadText spread={reading?.copyUs} format={formatMicroseconds} />
      </Row>
      {reading && reading.dropped === null ? (
        <Row name="Changes seen">
          {groupDigits(reading.frames)}
          <Torn count={reading.torn} />
        </Row>
      ) : (
        <Row name="Dropped">
          {reading?.dropped != null ? groupDigits(reading.dropped) : '–'}
          <Torn count={reading?.torn ?? 0} />
        </Row>
      )}
      <Row name="Drawing">
        {picture ? PAINTER_NAMES[picture.painter.kind] : '–'}
        {presentation?.paintMs && <small> {formatMilliseconds(presentation.paintMs.p50)} a picture</small>}
      </Row>
    </dl>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** Copies that were made of two frames; they were dropped and never shown. */
function Torn({ count }: { readonly count: number }) {
  return count > 0 && <small> · {groupDigits(count)} torn</small>;
}

function SpreadText({ spread, format }: { readonly spread: Spread; readonly format: (value: number) => string }) {
  if (!spread) return '–';
  return (
    <>
      {format(spread.p50)} <small>p95 {format(spread.p95)}</small>
    </>
  );
}
