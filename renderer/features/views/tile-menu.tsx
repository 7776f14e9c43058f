import { EllipsisVertical, Eraser, ExternalLink, Maximize2, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { groupCameras, useCameras } from '../../stores/cameras-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { enlarge, openTileMenu, setActiveTile, type TileId, useView } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { StateIcon } from '../cameras/state-badge.tsx';
import { stateWords } from '../cameras/state-words.ts';
import { useViewEditor } from './edit-view.ts';
import { useEditable } from './editable.ts';
import { MenuItem } from './menu-item.tsx';
import { useWindows } from './use-windows.ts';

/** What can be done with one tile, and every camera that could be put into it. */
export function TileMenu({ tile, cameraId }: { readonly tile: TileId; readonly cameraId: string | undefined }) {
  const editor = useViewEditor();
  const windows = useWindows();
  const editable = useEditable();
  const open = useView(({ tileMenu }) => tileMenu === tile);
  const enlarged = useView((view) => view.enlarged && view.activeTile === tile);
  const free = useSettings(({ view }) => view.grid === 'free');
  if (!editable) return undefined;
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={(next) => openTileMenu(next ? tile : undefined)}>
      <DropdownMenu.Trigger asChild>
        <button
          type="button"
          className="icon-button tile-menu-button"
          aria-label={t('views.tileMenu', { number: tile + 1 })}
          tabIndex={-1}
        >
          <EllipsisVertical aria-hidden className="icon" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu tile-menu"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={t('views.tileMenu', { number: tile + 1 })}
          onFocus={() => setActiveTile(tile)}
        >
          <DropdownMenu.Label className="menu-label">{t('views.putHere')}</DropdownMenu.Label>
          <CameraItems onChoose={(camera) => editor.put(tile, camera)} current={cameraId} />
          <DropdownMenu.Separator className="menu-separator" />
          <MenuItem
            icon={Maximize2}
            action="tiles.enlarge"
            disabled={cameraId === undefined}
            onSelect={() => {
              setActiveTile(tile);
              enlarge(!enlarged);
            }}
          />
          <MenuItem
            icon={ExternalLink}
            action="tiles.popOut"
            disabled={cameraId === undefined}
            onSelect={() => cameraId !== undefined && windows.popOut({ kind: 'camera', camera: cameraId })}
          />
          <MenuItem
            icon={Eraser}
            action="tiles.empty"
            disabled={cameraId === undefined}
            onSelect={() => editor.put(tile, undefined)}
          />
          {free && <MenuItem icon={Trash2} action="tiles.remove" onSelect={() => editor.remove(tile)} />}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface CameraItemsProps {
  readonly current: string | undefined;
  readonly onChoose: (camera: string) => void;
}

function CameraItems({ current, onChoose }: CameraItemsProps) {
  const cameras = useCameras((state) => state.cameras);
  const all = groupCameras(cameras).flatMap((group) => group.cameras);
  if (all.length === 0) return <p className="menu-note">{t('views.noCameras')}</p>;
  return (
    <DropdownMenu.Group className="menu-cameras">
      {all.map(({ id, name, label, state }) => (
        <DropdownMenu.Item className="menu-item" key={id} textValue={label || name} onSelect={() => onChoose(id)}>
          <StateIcon state={state} />
          <span className="menu-text" data-current={id === current}>
            {label || name}
          </span>
          <span className="menu-hint">{stateWords(state).word}</span>
        </DropdownMenu.Item>
      ))}
    </DropdownMenu.Group>
  );
}
