import { FolderSearch, ListVideo, Play, Trash2, Wrench, X } from 'lucide-react';
import { useState } from 'react';
import type { KeptRecording } from '../../../backend/contract.ts';
import { useSession } from '../../session.ts';
import { useOnDesktop } from '../../stores/connection-store.ts';
import { showNotice } from '../../stores/notices-store.ts';
import { recoveryOf, useRecordings } from '../../stores/recordings-store.ts';
import { t } from '../../texts/texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { formatBytes, formatDateTime } from '../../ui/format.ts';
import { Question } from '../../ui/question.tsx';
import { PlayAsDialog } from './play-as-dialog.tsx';
import { keptWords } from './recording-words.ts';
import { RecoveryProgress } from './recovery-progress.tsx';

/** One file: what it holds, and what can be done with it. */
export function KeptRow({ recording }: { readonly recording: KeptRecording }) {
  const session = useSession();
  const onDesktop = useOnDesktop();
  const [asking, setAsking] = useState(false);
  const [naming, setNaming] = useState(false);
  const [mending, setMending] = useState(false);
  const recovery = useRecordings(recoveryOf(recording.file));
  const { file, path, bytes, unfinished, broken, changedAt } = recording;

  async function play(): Promise<void> {
    const replay = await session.ask('replays.start', { file });
    if (replay) session.select(replay.camera);
  }

  async function remove(): Promise<void> {
    if ((await session.ask('recordings.delete', { file })) === undefined) return;
    const undo = (): void => void session.ask('recordings.restore', { file });
    showNotice({ level: 'info', text: t('recordings.deleted', { file }), undo });
  }

  const recover = () => session.ask('recordings.recover', { file });

  function mend(): void {
    if (recovery) void session.ask('recordings.cancelRecovery', { file });
    // What has its final name is mended in a copy, for which there must be room.
    else if (broken) setMending(true);
    else void recover();
  }

  return (
    <li className="kept-recording">
      <div className="kept-words">
        <span className="kept-name" title={path}>
          {file}
        </span>
        <span className="field-note">{keptWords(recording)}</span>
        <span className="field-note">{formatDateTime(changedAt)}</span>
      </div>
      {recovery && <RecoveryProgress recovery={recovery} />}
      <div className="kept-buttons">
        <IconButton icon={Play} label={t('recordings.play', { file })} onClick={() => void play()} />
        <IconButton icon={ListVideo} label={t('recordings.playAs', { file })} onClick={() => setNaming(true)} />
        {(unfinished || broken || recovery) && (
          <IconButton
            icon={recovery ? X : Wrench}
            label={t(recovery ? 'recordings.recoveryCancel' : 'recordings.recover', { file })}
            onClick={({ detail }) => {
              // The second click of a double one is no wish to cancel.
              if (detail < 2) mend();
            }}
          />
        )}
        {onDesktop && (
          <IconButton
            icon={FolderSearch}
            label={t('recordings.reveal', { file })}
            onClick={() => void session.ask('kept.reveal', { path })}
          />
        )}
        <CopyButton text={path} label={t('recordings.copyPath', { file })} />
        <IconButton
          icon={Trash2}
          label={t('recordings.delete', { file })}
          disabled={recovery !== undefined}
          onClick={() => setAsking(true)}
        />
      </div>
      <Question
        open={mending}
        title={t('recordings.recoverTitle')}
        words={t('recordings.recoverWords', { file, bytes: formatBytes(bytes) })}
        label={t('recordings.recoverDo')}
        harmless
        onDo={() => void recover()}
        onClose={() => setMending(false)}
      />
      {naming && <PlayAsDialog file={file} onClose={() => setNaming(false)} />}
      <Question
        open={asking}
        title={t('recordings.deleteTitle')}
        words={t('recordings.deleteWords', { file, what: keptWords(recording) })}
        label={t('recordings.deleteDo')}
        onDo={() => void remove()}
        onClose={() => setAsking(false)}
      />
    </li>
  );
}
