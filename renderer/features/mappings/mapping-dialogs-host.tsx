import { useMappingDialog } from './mapping-dialogs.ts';

/** The dialogs of the mapping manager. Each is mounted only while it is open, so that it always begins afresh. */
export function MappingDialogs() {
  const { dialog } = useMappingDialog();
  return dialog ? undefined : undefined;
}
