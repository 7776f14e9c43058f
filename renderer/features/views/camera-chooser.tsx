import { Command } from 'cmdk';
import { groupCameras, titleIn, useCameras } from '../../stores/cameras-store.ts';
import { openDialog, useView } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { StateIcon } from '../cameras/state-badge.tsx';
import { shownState, stateWords } from '../cameras/state-words.ts';
import { useViewEditor } from './edit-view.ts';

/** Which camera the active tile is to show, found by a few letters. */
export function CameraChooser({ open }: { readonly open: boolean }) {
  const tile = useView(({ activeTile }) => activeTile);
  return (
    <Dialog open={open} title={t('views.putInto', { number: tile + 1 })} onClose={() => openDialog(undefined)}>
      <Choices />
    </Dialog>
  );
}

function Choices() {
  const editor = useViewEditor();
  const tile = useView(({ activeTile }) => activeTile);
  const { cameras, titles } = useCameras();
  return (
    <Command className="palette" label={t('common.cameras')} loop>
      <Command.Input className="input palette-input" placeholder={t('views.whichCamera')} />
      <Command.List className="palette-list" label={t('common.cameras')}>
        <Command.Empty className="palette-empty muted">
          {cameras.length > 0 ? t('palette.empty') : t('views.noCameras')}
        </Command.Empty>
        {groupCameras(cameras)
          .flatMap((group) => group.cameras)
          .map((camera) => ({ ...camera, state: shownState(camera) }))
          .map(({ id, name, label, state }) => (
            <Command.Item
              key={id}
              value={`${label} ${name} ${id}`}
              onSelect={() => {
                editor.put(tile, id);
                openDialog(undefined);
              }}
            >
              <StateIcon state={state} />
              <span className="palette-name">{titleIn(titles, id)}</span>
              <span className="palette-kind">{stateWords(state).word}</span>
            </Command.Item>
          ))}
      </Command.List>
    </Command>
  );
}
