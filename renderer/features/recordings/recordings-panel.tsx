import { FolderOpen, FolderSearch, X } from 'lucide-react';
import { useEffect } from 'react';
import type { Camera, RecordingState } from '../../../backend/contract.ts';
import { useSession } from '../../session.ts';
import { titleIn, useCameras } from '../../stores/cameras-store.ts';
import { useOnDesktop } from '../../stores/connection-store.ts';
import { setRecordings, useRecordings } from '../../stores/recordings-store.ts';
import { toggleSidePanel } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { openSettings } from '../settings/settings-search.ts';
import { CameraRecording } from './camera-recording.tsx';
import { KeptRow } from './kept-row.tsx';
import { recordingClock } from './recording-words.ts';
import { ReplayRow } from './replay-row.tsx';
import { openRecording } from './use-recording-actions.ts';

/** What is kept: of this camera now, what plays again, and the files of before. */
export function RecordingsPanel({ camera }: { readonly camera: Camera | undefined }) {
  const session = useSession();
  const onDesktop = useOnDesktop();
  // Others write into the folder as well, and nobody tells of it.
  useEffect(() => {
    void session.ask('recordings.list', undefined).then((overview) => overview && setRecordings(overview));
  }, [session]);
  const { known, kept, replays, running, recordingFolder } = useRecordings();
  const others = running.filter((each) => each.camera !== camera?.id && each.state !== 'buffering');
  return (
    <aside className="layout-panel recordings-panel" aria-label={t('recordings.title')}>
      <header className="layout-panel-header">
        <h2>{t('recordings.title')}</h2>
        <IconButton icon={X} label={t('common.close')} action="keep.panel" onClick={() => toggleSidePanel('recordings', false)} />
      </header>
      <div className="layout-panel-body">
        {camera && <CameraRecording camera={camera} />}
        {others.length > 0 && <OtherRecordings running={others} />}
        {replays.length > 0 && (
          <section aria-label={t('recordings.replays')}>
            <h3 className="recordings-heading">{t('recordings.replays')}</h3>
            <ul className="recordings-list">
              {replays.map((replay) => (
                <ReplayRow key={replay.camera} replay={replay} />
              ))}
            </ul>
          </section>
        )}
        <section aria-label={t('recordings.kept')}>
          <h3 className="recordings-heading">{t('recordings.kept')}</h3>
          <p className="recordings-folder">
            <FolderOpen aria-hidden className="icon" />
            <span>{recordingFolder}</span>
            {onDesktop && (
              <IconButton
                icon={FolderSearch}
                label={t('recordings.openFolder')}
                onClick={() => void session.ask('kept.reveal', { path: recordingFolder })}
              />
            )}
            <CopyButton text={recordingFolder} label={t('recordings.copyFolder')} />
          </p>
          {known && kept.length === 0 && <p className="field-note">{t('recordings.none')}</p>}
          <ul className="recordings-list">
            {kept.map((recording) => (
              <KeptRow key={recording.path} recording={recording} />
            ))}
          </ul>
        </section>
        {onDesktop && (
          <Button icon={FolderOpen} onClick={() => void openRecording(session)}>
            {t('recordings.openFile')}
          </Button>
        )}
        <Button kind="quiet" onClick={() => openSettings(t('settings.group.keeping'))}>
          {t('recordings.settings')}
        </Button>
      </div>
    </aside>
  );
}

/** What is recorded out of sight, each with its time; a click shows the camera. */
function OtherRecordings({ running }: { readonly running: readonly RecordingState[] }) {
  const session = useSession();
  const titles = useCameras((state) => state.titles);
  return (
    <section aria-label={t('recordings.others', { count: running.length })}>
      <h3 className="recordings-heading">{t('recordings.others', { count: running.length })}</h3>
      <ul className="recordings-list">
        {running.map(({ camera, seconds }) => (
          <li key={camera} className="other-recording">
            <button type="button" className="replay-name" onClick={() => session.select(camera)}>
              {titleIn(titles, camera)}
            </button>
            <span className="record-time">{recordingClock(seconds)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
