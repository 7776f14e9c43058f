import { create } from 'zustand';
import type { MappingId } from '../../../backend/contract.ts';

/** Which dialog of the mapping manager is open, and about what. */
export type MappingDialog =
  | { readonly kind: 'create' | 'health' }
  | { readonly kind: 'resize' | 'remove' | 'trailer'; readonly id: MappingId };

export const useMappingDialog = create<{ readonly dialog: MappingDialog | undefined }>(() => ({ dialog: undefined }));

export function openMappingDialog(dialog: MappingDialog): void {
  useMappingDialog.setState({ dialog });
}

export function closeMappingDialog(): void {
  useMappingDialog.setState({ dialog: undefined });
}
