import { useState } from 'react';
import type { Mapping } from '../../../../backend/contract.ts';
import { t } from '../../../texts/texts.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { CreateForm } from './create-form.tsx';
import { Created } from './created.tsx';

/** Makes a mapping: its numbers, what stands against it, how it will lie in memory; and when it is made, what to do with it. */
export function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const [made, setMade] = useState<Mapping>();
  return (
    <Dialog
      open
      title={made ? t('create.ready', { name: made.name }) : t('common.newMapping')}
      description={t(made ? 'create.readyText' : 'create.keptAlive')}
      onClose={onClose}
    >
      {made ? (
        <Created mapping={made} onAnother={() => setMade(undefined)} onClose={onClose} />
      ) : (
        <CreateForm onMade={setMade} onCancel={onClose} />
      )}
    </Dialog>
  );
}
