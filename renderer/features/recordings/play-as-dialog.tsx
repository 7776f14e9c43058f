import { type FormEvent, useState } from 'react';
import { MAX_NAME_BYTES } from '../../../native/core/names.ts';
import { reportOf } from '../../bridge/rejection.ts';
import { useSession } from '../../session.ts';
import { errorText } from '../../texts/said.ts';
import { t } from '../../texts/texts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface PlayAsProps {
  readonly file: string;
  readonly onClose: () => void;
}

/** Plays a recording into a mapping of a name of one's own: that for which another program waits, for instance. */
export function PlayAsDialog({ file, onClose }: PlayAsProps) {
  const session = useSession();
  const [name, setName] = useState('');
  const [error, setError] = useState<string>();

  async function play(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      const { camera } = await session.mappings.request('replays.start', { file, name: name.trim() });
      session.select(camera);
      onClose();
    } catch (refusal) {
      setError(errorText(reportOf(refusal)));
    }
  }

  return (
    <Dialog open title={t('recordings.playAsTitle')} description={t('recordings.playAsWords', { file })} onClose={onClose}>
      <form className="form" onSubmit={(event) => void play(event)}>
        <TextField
          exact
          label={t('common.name')}
          error={error}
          maxLength={MAX_NAME_BYTES}
          value={name}
          onChange={(next) => {
            setName(next);
            setError(undefined);
          }}
        />
        <DialogActions label={t('recordings.resume')} disabled={name.trim() === ''} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
