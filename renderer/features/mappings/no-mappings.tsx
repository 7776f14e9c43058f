import { MemoryStick, Plus } from 'lucide-react';
import { t } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { openMappingDialog } from './mapping-dialogs.ts';

interface NoMappingsProps {
  readonly known: boolean;
  readonly filter: string;
  readonly onClear: () => void;
}

export function NoMappings({ known, filter, onClear }: NoMappingsProps) {
  if (!known) return <p className="mappings-empty muted">{t('mappings.looking')}</p>;
  if (filter !== '')
    return (
      <div className="mappings-empty">
        <p>{t('common.nothingMatches', { filter })}</p>
        <Button onClick={onClear}>{t('common.clearFilter')}</Button>
      </div>
    );
  return (
    <section className="mappings-empty" aria-labelledby="no-mappings-title">
      <MemoryStick aria-hidden className="first-run-icon" />
      <h2 id="no-mappings-title">{t('mappings.empty')}</h2>
      <p>{t('mappings.emptyText')}</p>
      <Button kind="primary" icon={Plus} onClick={() => openMappingDialog({ kind: 'create' })}>
        {t('common.newMapping')}
      </Button>
    </section>
  );
}
