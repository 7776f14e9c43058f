import { MemoryStick, Plus } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { openMappingDialog } from './mapping-dialogs.ts';

interface NoMappingsProps {
  readonly known: boolean;
  readonly filter: string;
  readonly onClear: () => void;
}

export function NoMappings({ known, filter, onClear }: NoMappingsProps) {
  if (!known) return <p className="mappings-empty muted">Looking for mappings…</p>;
  if (filter !== '')
    return (
      <div className="mappings-empty">
        <p>Nothing matches “{filter}”.</p>
        <Button onClick={onClear}>Clear the filter</Button>
      </div>
    );
  return (
    <section className="mappings-empty" aria-labelledby="no-mappings-title">
      <MemoryStick aria-hidden className="first-run-icon" />
      <h2 id="no-mappings-title">No mappings yet</h2>
      <p>
        A mapping is a named piece of memory that programs share. Every one that a camera uses appears here by itself: how large
        it is, who has it open, and how its lock stands. You can also make one here for a producer to write into.
      </p>
      <Button kind="primary" icon={Plus} onClick={() => openMappingDialog({ kind: 'create' })}>
        New mapping
      </Button>
    </section>
  );
}
