import type { ReactNode } from 'react';
import type { Camera } from '../../../backend/contract.ts';
import { cameraRate, statsOfTile, useStats } from '../../stores/stats-store.ts';
import type { TileId } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import {
  formatBytesPerSecond,
  formatMicroseconds,
  formatMilliseconds,
  formatRate,
  formatSize,
  groupDigits,
} from '../../ui/format.ts';

type Spread = { readonly p50: number; readonly p95: number } | null | undefined;

export const PAINTER_NAMES = { webgl2: 'WebGL2', '2d': '2D' } as const;

/** Figures over the picture. A dash stands for what is not known (yet), so that no row comes and goes. */
export function Overlay({ tile, camera }: { readonly tile: TileId; readonly camera: Camera }) {
  const reading = useStats(({ cameras }) => cameras[camera.id]);
  const { picture, presentation } = useStats(statsOfTile(tile));
  const rate = reading && cameraRate(reading);
  // Figures of the last seconds are no longer those of now.
  const live = camera.state === 'live';
  const reduced = picture && picture.width < picture.crop.width;
  return (
    <dl className="overlay" aria-label={t('live.figures')}>
      <Row name={t('live.overlay.picture')}>
        {picture ? `${formatSize({ width: picture.sourceWidth, height: picture.sourceHeight })} ${picture.format}` : '–'}
        {reduced && <small> {t('live.overlay.sentAs', { size: formatSize(picture) })}</small>}
      </Row>
      <Row name={t('live.overlay.rate')}>
        {live && presentation?.fps ? t('common.fps', { rate: formatRate(presentation.fps) }) : '–'}
        {live && typeof rate === 'number' && <small> {t('live.overlay.of', { rate: formatRate(rate) })}</small>}
        {live && reading && <small> · {formatBytesPerSecond(reading.bytesPerSecond)}</small>}
      </Row>
      {/* Without a trailer nobody knows when a frame was published, only when we took it. */}
      {presentation && !presentation.ageMs ? (
        <Row name={t('live.overlay.delivery')}>
          <SpreadText spread={presentation.deliveryMs} format={formatMilliseconds} />
        </Row>
      ) : (
        <Row name={t('live.overlay.age')}>
          <SpreadText spread={presentation?.ageMs} format={formatMilliseconds} />
        </Row>
      )}
      <Row name={t(camera.observe ? 'live.overlay.wait' : 'live.overlay.lockWait')}>
        <SpreadText spread={reading?.lockWaitUs} format={formatMicroseconds} />
      </Row>
      <Row name={t('live.overlay.copy')}>
        <SpreadText spread={reading?.copyUs} format={formatMicroseconds} />
      </Row>
      {reading && reading.dropped === null ? (
        <Row name={t('live.overlay.changesSeen')}>
          {groupDigits(reading.frames)}
          <Torn count={reading.torn} />
        </Row>
      ) : (
        <Row name={t('live.overlay.dropped')}>
          {reading?.dropped != null ? groupDigits(reading.dropped) : '–'}
          <Torn count={reading?.torn ?? 0} />
        </Row>
      )}
      <Row name={t('live.overlay.drawing')}>
        {picture ? PAINTER_NAMES[picture.painter.kind] : '–'}
        {presentation?.paintMs && (
          <small> {t('live.overlay.perPicture', { time: formatMilliseconds(presentation.paintMs.p50) })}</small>
        )}
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
  return count > 0 && <small> · {t('live.overlay.torn', { digits: groupDigits(count) })}</small>;
}

function SpreadText({ spread, format }: { readonly spread: Spread; readonly format: (value: number) => string }) {
  if (!spread) return '–';
  return (
    <>
      {format(spread.p50)} <small>{t('live.overlay.p95', { value: format(spread.p95) })}</small>
    </>
  );
}
