import { Circle, Square } from 'lucide-react';
import type { Camera } from '../../../backend/contract.ts';
import { useSession } from '../../session.ts';
import { recordingOf, useRecordings } from '../../stores/recordings-store.ts';
import { t } from '../../texts/texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { recordingClock } from './recording-words.ts';
import { toggleRecording } from './use-recording-actions.ts';

/** Begins and ends the recording of a camera; while it runs, with its time. */
export function RecordButton({ camera }: { readonly camera: Camera | undefined }) {
  const session = useSession();
  const running = useRecordings(recordingOf(camera?.id));
  const state = running?.state;
  const isRecording = state === 'recording' || state === 'ending';
  return (
    <span className="record-button" data-state={state ?? 'off'}>
      <IconButton
        icon={isRecording ? Square : Circle}
        label={t(isRecording ? 'recordings.stop' : 'recordings.start')}
        action="keep.record"
        disabled={!camera || state === 'ending'}
        onClick={() => camera && toggleRecording(session, camera)}
      />
      {running && isRecording && (
        <span className="record-time" title={t('recordings.state.recording')}>
          {recordingClock(running.seconds)}
        </span>
      )}
      {running && running.lost > 0 && <span className="record-lost">{t('recordings.lostShort', { count: running.lost })}</span>}
    </span>
  );
}
