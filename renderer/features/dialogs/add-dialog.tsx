import { type FormEvent, useState } from 'react';
import { MAX_NAME_BYTES, NAMESPACES, type Namespace } from '../../../native/core/names.ts';
import { reportOf } from '../../bridge/rejection.ts';
import { useSession } from '../../session.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { openDialog } from '../../stores/view-store.ts';
import { errorText } from '../../texts/said.ts';
import { t } from '../../texts/texts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TextField } from '../../ui/text-field.tsx';

export function AddDialog({ open }: { readonly open: boolean }) {
  return (
    <Dialog
      open={open}
      title={t('dialogs.add.title')}
      description={t('dialogs.add.description')}
      onClose={() => openDialog(undefined)}
    >
      <AddForm />
    </Dialog>
  );
}

function AddForm() {
  const session = useSession();
  const platform = useConnection((state) => state.info?.platform ?? 'posix');
  const [name, setName] = useState('');
  const [namespace, setNamespace] = useState<Namespace>('local');
  const [error, setError] = useState<string>();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      await session.add(name.trim(), namespace);
      openDialog(undefined);
    } catch (refusal) {
      setError(errorText(reportOf(refusal)));
    }
  }

  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <TextField
        exact
        label={t('common.name')}
        error={error}
        hint={t('dialogs.add.nameHint', { bytes: MAX_NAME_BYTES })}
        placeholder="CapturedCam_0"
        maxLength={MAX_NAME_BYTES}
        value={name}
        onChange={(next) => {
          setName(next);
          setError(undefined);
        }}
      />
      <div className="field">
        <span className="field-label">{t('common.namespace')}</span>
        <Segmented
          label={t('common.namespace')}
          value={namespace}
          options={NAMESPACES.map((value) => ({ value, label: t(`common.${value}`) }))}
          onChange={setNamespace}
        />
        <p className="field-note">{t(`dialogs.namespace.${platform}.${namespace}`)}</p>
      </div>
      <DialogActions onCancel={() => openDialog(undefined)} label={t('common.add')} disabled={name.trim() === ''} />
    </form>
  );
}
