import type { RecordingKind, SnapshotKind } from '../../../backend/contract.ts';
import { t } from '../../texts/texts.ts';
import type { SelectOption } from '../../ui/select.tsx';

export function formatOptions(): readonly SelectOption<RecordingKind>[] {
  return [
    { value: 'mcap', label: t('recordings.formats.mcap') },
    { value: 'mp4', label: t('recordings.formats.mp4') },
    { value: 'webm', label: t('recordings.formats.webm') },
  ];
}

export function snapshotOptions(): readonly SelectOption<SnapshotKind>[] {
  return [
    { value: 'png', label: t('recordings.snapshots.png') },
    { value: 'tiff', label: t('recordings.snapshots.tiff') },
    { value: 'png-shown', label: t('recordings.snapshots.shown') },
    { value: 'raw', label: t('recordings.snapshots.raw') },
  ];
}
