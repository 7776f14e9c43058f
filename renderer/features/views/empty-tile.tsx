import { Plus, SearchX } from 'lucide-react';
import { titleOfId } from '../../../native/core/camera-titles.ts';
import { openDialog, setActiveTile, type TileId } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { useEditable } from './editable.ts';

/** A tile without a picture says why, and what can be done about it. */
export function EmptyTile({ tile, cameraId }: { readonly tile: TileId; readonly cameraId: string | undefined }) {
  const editable = useEditable();
  if (cameraId !== undefined)
    return (
      <div className="state-pane">
        <SearchX aria-hidden className="icon state-icon tone-idle" />
        <div className="state-pane-words">
          <h2 className="state-pane-title">{t('views.gone')}</h2>
          <p>{t('views.goneWhat', { camera: titleOfId(cameraId) })}</p>
          <p className="state-pane-next">{t('views.goneNext')}</p>
        </div>
      </div>
    );
  return (
    <div className="tile-empty">
      <p className="tile-empty-title">{t('views.empty')}</p>
      {editable && <p className="muted">{t('views.emptyNext')}</p>}
      {editable && (
        <Button
          icon={Plus}
          onClick={() => {
            setActiveTile(tile);
            openDialog('tile');
          }}
        >
          {t('views.choose')}
        </Button>
      )}
    </div>
  );
}
