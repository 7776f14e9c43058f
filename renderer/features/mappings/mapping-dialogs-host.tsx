import { useMappings } from '../../stores/mappings-store.ts';
import { RemovalDialog } from './change/removal-dialog.tsx';
import { ResizeDialog } from './change/resize-dialog.tsx';
import { TrailerDialog } from './change/trailer-dialog.tsx';
import { CreateDialog } from './create/create-dialog.tsx';
import { HealthDialog } from './doctor/health-dialog.tsx';
import { closeMappingDialog, useMappingDialog } from './mapping-dialogs.ts';

/** The dialogs of the mapping manager. Each is mounted only while it is open, so that it always begins afresh. */
export function MappingDialogs() {
  const dialog = useMappingDialog((state) => state.dialog);
  const id = dialog && 'id' in dialog ? dialog.id : undefined;
  const mapping = useMappings(({ byId }) => (id === undefined ? undefined : byId.get(id)));
  if (dialog?.kind === 'create') return <CreateDialog onClose={closeMappingDialog} />;
  if (dialog?.kind === 'health') return <HealthDialog onClose={closeMappingDialog} />;
  if (!dialog || !mapping) return undefined;
  if (dialog.kind === 'resize') return <ResizeDialog mapping={mapping} onClose={closeMappingDialog} />;
  if (dialog.kind === 'trailer') return <TrailerDialog mapping={mapping} onClose={closeMappingDialog} />;
  return <RemovalDialog id={mapping.id} name={mapping.name} onClose={closeMappingDialog} />;
}
