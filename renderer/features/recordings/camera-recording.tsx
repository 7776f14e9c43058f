import { Camera as CameraIcon, Circle, History, Square, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Camera, RecordingKind, SnapshotKind } from '../../../backend/contract.ts';
import { useSession } from '../../session.ts';
import { useCameraTitle } from '../../stores/cameras-store.ts';
import { recordingOf, useRecordings } from '../../stores/recordings-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { t } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { decimal } from '../../ui/format.ts';
import { Question } from '../../ui/question.tsx';
import { Select } from '../../ui/select.tsx';
import { formatOptions, snapshotOptions } from './keeping-options.ts';
import { progressWords, recordingClock, roomLeft } from './recording-words.ts';
import { takeSnapshot } from './take-snapshot.ts';
import { toggleArmed, toggleRecording } from './use-recording-actions.ts';

/** Recording and pictures of one camera: what happens now, and how it is kept. */
export function CameraRecording({ camera }: { readonly camera: Camera }) {
  const session = useSession();
  const keeping = useSettings((settings) => settings.keeping);
  const name = useCameraTitle(camera.id);
  const running = useRecordings(recordingOf(camera.id));
  const [asking, setAsking] = useState(false);
  const state = running?.state;
  const isRecording = state === 'recording' || state === 'ending';
  const change = (changed: Partial<typeof keeping>) => session.change({ keeping: { ...keeping, ...changed } });
  return (
    <section className="camera-recording" aria-label={t('recordings.ofCamera', { name })}>
      <p className="recording-state" data-state={state ?? 'off'}>
        <span className="record-dot" aria-hidden />
        <strong role="status">{t(`recordings.state.${state ?? 'off'}`)}</strong>
        {running && isRecording && <span className="record-time">{recordingClock(running.seconds)}</span>}
        {running && state === 'buffering' && (
          <span className="record-time">{t('recordings.seconds', { seconds: decimal(running.bufferedSeconds, 1) })}</span>
        )}
      </p>
      {running && isRecording && (
        <>
          <p className="field-note recording-figures">{progressWords(running).join(' · ')}</p>
          {roomLeft(running) && <p className="field-note">{roomLeft(running)}</p>}
          {running.path && <p className="recording-path">{running.path}</p>}
        </>
      )}
      <div className="recording-buttons">
        <Button
          kind={isRecording ? 'plain' : 'primary'}
          icon={isRecording ? Square : Circle}
          disabled={state === 'ending'}
          onClick={() => toggleRecording(session, camera)}
        >
          {t(isRecording ? 'recordings.stop' : 'recordings.start')}
        </Button>
        {state === 'recording' && (
          <Button icon={Trash2} onClick={() => setAsking(true)}>
            {t('recordings.discard')}
          </Button>
        )}
        {!isRecording && keeping.pretriggerSeconds > 0 && (
          <Button
            icon={History}
            aria-pressed={state === 'buffering'}
            title={t('recordings.armNote', { seconds: keeping.pretriggerSeconds, memory: keeping.memoryMb })}
            onClick={() => toggleArmed(session, camera)}
          >
            {t(state === 'buffering' ? 'recordings.disarm' : 'recordings.arm', { seconds: keeping.pretriggerSeconds })}
          </Button>
        )}
      </div>
      <Question
        open={asking && state === 'recording'}
        title={t('recordings.discardTitle')}
        words={t('recordings.discardWords', { count: running?.frames ?? 0 })}
        label={t('recordings.discardDo')}
        onDo={() => void session.ask('recordings.discard', { camera: camera.id })}
        onClose={() => setAsking(false)}
      />
      <Select<RecordingKind>
        label={t('recordings.format')}
        value={keeping.format}
        options={formatOptions()}
        onChange={(format) => change({ format })}
      />
      <div className="recording-snapshot">
        <Button icon={CameraIcon} onClick={() => void takeSnapshot(session, camera, keeping.snapshot)}>
          {t('recordings.snapshot')}
        </Button>
        <Select<SnapshotKind>
          label={t('recordings.snapshotKind')}
          value={keeping.snapshot}
          options={snapshotOptions()}
          onChange={(snapshot) => change({ snapshot })}
        />
      </div>
    </section>
  );
}
