import { Save, Undo2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { SavedView } from '../../../backend/contract.ts';
import { useSession } from '../../session.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { openDialog } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { SavedViewRow } from './saved-view-row.tsx';
import { MAX_NAME, MAX_SAVED, nameProblem, renamed, restored, without, withSaved } from './saved-views.ts';
import { inSight, useViewOnPage } from './view-on-page.ts';

export function SavedViewsDialog({ open }: { readonly open: boolean }) {
  return (
    <Dialog open={open} title={t('views.saved')} description={t('views.savedWhat')} onClose={() => openDialog(undefined)}>
      <SaveForm />
      <SavedList />
    </Dialog>
  );
}

function SaveForm() {
  const session = useSession();
  const view = useViewOnPage();
  const savedViews = useSettings((settings) => settings.savedViews);
  const [name, setName] = useState('');
  const problem = nameProblem(savedViews, name);
  const replaces = problem === 'taken';

  function save(event: FormEvent): void {
    event.preventDefault();
    if (!view || (problem && !replaces)) return;
    session.change({ savedViews: withSaved(savedViews, name, inSight(view)) });
    setName('');
  }

  return (
    <form className="form saved-view-form" onSubmit={save}>
      <TextField
        label={t('views.saveAs')}
        error={problem === 'full' ? t('views.tooMany', { most: MAX_SAVED }) : undefined}
        hint={replaces ? t('views.replaces') : t('views.saveHint')}
        maxLength={MAX_NAME}
        value={name}
        onChange={setName}
      />
      <Button kind="primary" icon={Save} submit disabled={problem !== undefined && !replaces}>
        {replaces ? t('views.replace') : t('views.save')}
      </Button>
    </form>
  );
}

interface Deleted {
  readonly view: SavedView;
  readonly index: number;
}

function SavedList() {
  const session = useSession();
  const savedViews = useSettings((settings) => settings.savedViews);
  const [deleted, setDeleted] = useState<Deleted>();
  return (
    <>
      {deleted && (
        <p className="saved-view-undo" role="status">
          {t('views.deleted', { name: deleted.view.name })}
          <Button
            icon={Undo2}
            onClick={() => {
              session.change({ savedViews: restored(savedViews, deleted.view, deleted.index) });
              setDeleted(undefined);
            }}
          >
            {t('views.undo')}
          </Button>
        </p>
      )}
      {savedViews.length === 0 && !deleted && <p className="muted">{t('views.noneSaved')}</p>}
      <ul className="saved-views">
        {savedViews.map((saved, index) => (
          <SavedViewRow
            key={saved.name}
            saved={saved}
            problemOf={(name) => nameProblem(savedViews, name, saved.name)}
            onRename={(to) => session.change({ savedViews: renamed(savedViews, saved.name, to) })}
            onDelete={() => {
              session.change({ savedViews: without(savedViews, saved.name) });
              setDeleted({ view: saved, index });
            }}
          />
        ))}
      </ul>
    </>
  );
}
