import { type FormEvent, useState } from 'react';
import { MAX_NAME_BYTES, NAMESPACES, type Namespace } from '../../../native/core/names.ts';
import { reportOf } from '../../bridge/rejection.ts';
import { useSession } from '../../session.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { openDialog } from '../../stores/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { NAMESPACE_HINTS, NAMESPACE_LABELS } from './namespace-words.ts';

export function AddDialog({ open }: { readonly open: boolean }) {
  return (
    <Dialog
      open={open}
      title="Add a camera by name"
      description="It stays in the list, and is shown as soon as it exists."
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
      setError(reportOf(refusal).message);
    }
  }

  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <Field
        label="Name"
        error={error}
        hint={`Printable ASCII without / and \\, at most ${MAX_NAME_BYTES} bytes with its prefix.`}
      >
        {(ids) => (
          <input
            {...ids}
            className="input"
            type="text"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            placeholder="CapturedCam_0"
            maxLength={MAX_NAME_BYTES}
            value={name}
            aria-invalid={error !== undefined}
            onChange={({ target }) => {
              setName(target.value);
              setError(undefined);
            }}
          />
        )}
      </Field>
      <div className="field">
        <span className="field-label">Namespace</span>
        <Segmented
          label="Namespace"
          value={namespace}
          options={NAMESPACES.map((value) => ({ value, label: NAMESPACE_LABELS[value] }))}
          onChange={setNamespace}
        />
        <p className="field-note">{NAMESPACE_HINTS[platform][namespace]}</p>
      </div>
      <div className="dialog-actions">
        <Button onClick={() => openDialog(undefined)}>Cancel</Button>
        <Button kind="primary" submit disabled={name.trim() === ''}>
          Add
        </Button>
      </div>
    </form>
  );
}
