import { Play, Trash2, Wrench } from 'lucide-react';
import type { KeptRecording } from '../../../backend/contract.ts';
import { useSession } from '../../session.ts';
import { useCameras } from '../../stores/cameras-store.ts';
import { showNotice } from '../../stores/notices-store.ts';
import { t } from '../../texts/texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { keptWords } from './recording-words.ts';
import { replayName } from './replay-name.ts';

/** One file: what it holds, and what can be done with it. */
export function KeptRow({ recording }: { readonly recording: KeptRecording }) {
  const session = useSession();
  const { file, path, unfinished, changedAt } = recording;

  async function play(): Promise<void> {
    const taken = useCameras.getState().cameras.map(({ name }) => name);
    const replay = await session.ask('replays.start', { file, name: replayName(file, taken) });
    if (replay) session.select(replay.camera);
  }

  async function remove(): Promise<void> {
    if ((await session.ask('recordings.delete', { file })) === undefined) return;
    const undo = (): void => void session.ask('recordings.restore', { file });
    showNotice({ level: 'info', text: t('recordings.deleted', { file }), undo });
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
      <div className="kept-buttons">
        <IconButton icon={Play} label={t('recordings.play', { file })} onClick={() => void play()} />
        {unfinished && (
          <IconButton
            icon={Wrench}
            label={t('recordings.recover', { file })}
            onClick={() => void session.ask('recordings.recover', { file })}
          />
        )}
        <CopyButton text={path} label={t('recordings.copyPath', { file })} />
        <IconButton icon={Trash2} label={t('recordings.delete', { file })} onClick={() => void remove()} />
      </div>
    </li>
  );
}
