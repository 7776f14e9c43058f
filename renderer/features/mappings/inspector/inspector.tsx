import type { MappingId } from '../../../../backend/contract.ts';
import type { InspectorTab } from '../../../route.ts';

interface InspectorProps {
  readonly id: MappingId;
  readonly tab: InspectorTab;
  readonly onClose: () => void;
  readonly onShowCamera: () => void;
}

export function Inspector({ id }: InspectorProps) {
  return <aside className="inspector">{id}</aside>;
}
