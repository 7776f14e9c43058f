import { ShieldAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Diagnosis, DoctorAction } from '../../../../backend/contract.ts';
import { said } from '../../../texts/said.ts';
import { t } from '../../../texts/texts.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { DialogActions } from '../../../ui/dialog-actions.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { HoldersTable } from '../holders-table.tsx';
import type { Healing } from './use-healing.ts';

interface ForceDialogProps {
  readonly diagnosis: Diagnosis;
  readonly action: DoctorAction;
  readonly healing: Healing;
  readonly onClose: () => void;
}

/** Rung 3: the operator answers for it, so the name has to be typed with the evidence in sight. */
export function ForceDialog({ diagnosis, action, healing, onClose }: ForceDialogProps) {
  const [typed, setTyped] = useState('');
  const wanted = action.confirmation ?? diagnosis.name;
  const { token } = diagnosis;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (typed !== wanted || token === null) return;
    await healing.heal(token, typed);
    onClose();
  }

  return (
    <Dialog open title={t('doctor.forceTitle', { name: diagnosis.name })} description={said(diagnosis.summary)} onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <p>{said(action.text)}</p>
        <ul className="sentences">
          {diagnosis.evidence.map(({ text }) => (
            <li key={said(text)}>{said(text)}</li>
          ))}
        </ul>
        <HoldersTable holders={diagnosis.holders} />
        <TextField
          label={t('doctor.typeToConfirm', { name: wanted })}
          hint={t('doctor.typeHint')}
          exact
          value={typed}
          onChange={setTyped}
        />
        <DialogActions
          danger
          icon={ShieldAlert}
          label={t('doctor.force')}
          disabled={typed !== wanted || token === null || healing.busy}
          onCancel={onClose}
          cancelLabel={t('doctor.leave')}
        />
      </form>
    </Dialog>
  );
}
