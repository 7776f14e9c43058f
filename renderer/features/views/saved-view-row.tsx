import { Check, ExternalLink, Pencil, Trash2, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { SavedView } from '../../../backend/contract.ts';
import { tileCount } from '../../../native/core/view.ts';
import { openDialog } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useViewEditor } from './edit-view.ts';
import { MAX_NAME, type NameProblem } from './saved-views.ts';
import { useWindows } from './use-windows.ts';
import { ViewPicture } from './view-picture.tsx';

interface SavedViewRowProps {
  readonly saved: SavedView;
  readonly problemOf: (name: string) => NameProblem | undefined;
  readonly onRename: (to: string) => void;
  readonly onDelete: () => void;
}

/** One saved view: shown, opened in a window of its own, renamed, deleted. */
export function SavedViewRow({ saved, problemOf, onRename, onDelete }: SavedViewRowProps) {
  const editor = useViewEditor();
  const windows = useWindows();
  const [draft, setDraft] = useState<string>();
  const { name, view } = saved;
  const cameras = view.tiles.slice(0, tileCount(view)).filter(Boolean).length;

  if (draft !== undefined) {
    const problem = problemOf(draft);
    const rename = (event: FormEvent): void => {
      event.preventDefault();
      if (problem) return;
      onRename(draft);
      setDraft(undefined);
    };
    return (
      <li className="saved-view">
        <ViewPicture view={view} />
        <form className="saved-view-rename" onSubmit={rename}>
          <input
            className="input"
            // biome-ignore lint/a11y/noAutofocus: the field takes the place of the button that was pressed
            autoFocus
            aria-label={t('views.newName')}
            aria-invalid={problem !== undefined}
            maxLength={MAX_NAME}
            value={draft}
            onChange={({ target }) => setDraft(target.value)}
          />
          {problem === 'taken' && <span className="field-error">{t('views.taken')}</span>}
          <Button icon={Check} submit disabled={problem !== undefined}>
            {t('views.rename')}
          </Button>
          <IconButton icon={X} label={t('common.cancel')} onClick={() => setDraft(undefined)} />
        </form>
      </li>
    );
  }

  return (
    <li className="saved-view">
      <button
        type="button"
        className="saved-view-show"
        onClick={() => {
          editor.load(view);
          openDialog(undefined);
        }}
      >
        <ViewPicture view={view} />
        <span className="saved-view-name">{name}</span>
        <span className="muted">{t('views.cameras', { count: cameras })}</span>
      </button>
      <IconButton
        icon={ExternalLink}
        label={t('views.popOutNamed', { name })}
        onClick={() => windows.popOut({ kind: 'saved', name })}
      />
      <IconButton icon={Pencil} label={t('views.renameNamed', { name })} onClick={() => setDraft(name)} />
      <IconButton icon={Trash2} label={t('views.deleteNamed', { name })} onClick={onDelete} />
    </li>
  );
}
