import type { Camera, KeptSnapshot, SnapshotKind } from '../../../backend/contract.ts';
import { MAX_HANDED_BYTES } from '../../../backend/recordings/keeping.ts';
import { reportOf } from '../../bridge/rejection.ts';
import type { TakenFrame } from '../../frames/taken-frame.ts';
import type { Session } from '../../session.ts';
import { displayOf, useDisplays } from '../../stores/display-store.ts';
import { useLook } from '../../stores/look-store.ts';
import { showNotice } from '../../stores/notices-store.ts';
import { useView } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { formatBytes, formatSize, groupDigits } from '../../ui/format.ts';
import { handPixels } from './hand-pixels.ts';

/** Of the camera in the active tile: the frame that stands still there, or the next one. */
export async function takeSnapshot(session: Session, camera: Camera, kind: SnapshotKind): Promise<void> {
  let frame: TakenFrame | undefined;
  try {
    frame = await useLook.getState().views[useView.getState().activeTile]?.take();
  } catch (error) {
    // Not the live picture instead: that is not what stands there.
    showNotice({ level: 'error', text: t('recordings.frozenLost', { reason: reportOf(error).message }) });
    return;
  }
  if (frame && frame.pixels.length > MAX_HANDED_BYTES) {
    const sizes = { bytes: formatBytes(frame.pixels.length), most: formatBytes(MAX_HANDED_BYTES) };
    showNotice({ level: 'error', text: t('recordings.frozenTooLarge', sizes) });
    return;
  }
  const display = displayOf(camera)(useDisplays.getState());
  const wish = { camera: camera.id, kind };
  const taken = frame
    ? await handPixels(session, frame.pixels, () =>
        session.ask('snapshots.take', {
          ...wish,
          // As it is on the canvas, and not as it would be measured by itself.
          display: typeof display.levels === 'string' ? { ...display, levels: frame.levels } : display,
          frozen: told(frame),
        }),
      )
    : await session.ask('snapshots.take', { ...wish, display });
  if (!taken) return;
  const { path } = taken;
  const missing = frame ? missingWords(frame) : [];
  const text = [...missing, savedWords(taken, frame)].join(' ');
  showNotice({ level: missing.length > 0 ? 'warning' : 'info', text, path, kept: true });
}

function told({ layout, frameNumber, publishedAtMs, source, crop }: TakenFrame) {
  return { layout: { ...layout }, frameNumber, publishedAtMs, source: { ...source }, crop: { ...crop } };
}

function savedWords(taken: KeptSnapshot, frame: TakenFrame | undefined): string {
  const { kind, path } = taken;
  const facts = { kind, path, size: formatSize(taken), bytes: formatBytes(taken.bytes) };
  if (!frame) return t('recordings.snapshotSaved', facts);
  const { frameNumber } = frame;
  return frameNumber > 0
    ? t('recordings.snapshotFrozenAt', { ...facts, frame: groupDigits(frameNumber) })
    : t('recordings.snapshotFrozen', facts);
}

/** What of the frozen picture never came to this page, and what to do about it. */
function missingWords({ layout, source, crop }: TakenFrame): readonly string[] {
  const whole = formatSize(source);
  const isPart = crop.width < source.width || crop.height < source.height;
  const isReduced = layout.width < crop.width || layout.height < crop.height;
  return [
    ...(isPart ? [t('recordings.snapshotPart', { x: crop.x, y: crop.y, size: formatSize(crop), whole })] : []),
    ...(isReduced ? [t('recordings.snapshotReduced', { size: formatSize(isPart ? crop : source) })] : []),
  ];
}
