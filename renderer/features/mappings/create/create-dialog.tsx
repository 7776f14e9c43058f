import { useState } from 'react';
import type { Mapping } from '../../../../backend/contract.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { CreateForm } from './create-form.tsx';
import { Created } from './created.tsx';

/** Makes a mapping: its numbers, what stands against it, how it will lie in memory; and when it is made, what to do with it. */
export function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const [made, setMade] = useState<Mapping>();
  return (
    <Dialog
      open
      title={made ? `“${made.name}” is ready` : 'New mapping'}
      description={made ? 'Producers can open it now, and viewers show it as soon as there is a frame.' : KEPT_ALIVE}
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

const KEPT_ALIVE =
  'This program keeps it alive, so it outlives its producer’s restarts. It goes when you let it go or this program ends.';
