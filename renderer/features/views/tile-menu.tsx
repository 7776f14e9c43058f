import { Cctv, EllipsisVertical, Eraser, ExternalLink, Maximize2, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useSettings } from '../../stores/settings-store.ts';
import { enlarge, openDialog, setActiveTile, type TileId, useView } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { useViewEditor } from './edit-view.ts';
import { useEditable } from './editable.ts';
import { MenuItem } from './menu-item.tsx';
import { useWindows } from './use-windows.ts';

/** What can be done with one tile. */
export function TileMenu({ tile, cameraId }: { readonly tile: TileId; readonly cameraId: string | undefined }) {
  const editor = useViewEditor();
  const windows = useWindows();
  const editable = useEditable();
  const enlarged = useView((view) => view.enlarged && view.activeTile === tile);
  const free = useSettings(({ view }) => view.grid === 'free');
  if (!editable) return undefined;
  const title = t('views.emptyName', { number: tile + 1 });
  const empty = cameraId === undefined;
  return (
    <DropdownMenu.Root modal={false} onOpenChange={(open) => open && setActiveTile(tile)}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="icon-button tile-menu-button" aria-label={title} tabIndex={-1}>
          <EllipsisVertical aria-hidden className="icon" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8} aria-label={title}>
          <MenuItem icon={Cctv} action="tiles.put" onSelect={() => openDialog('tile')} />
          <MenuItem icon={Maximize2} action="tiles.enlarge" onSelect={() => enlarge(!enlarged)} />
          <MenuItem
            icon={ExternalLink}
            action="tiles.popOut"
            disabled={empty}
            onSelect={() => !empty && windows.popOut({ kind: 'camera', camera: cameraId })}
          />
          <MenuItem icon={Eraser} action="tiles.empty" disabled={empty} onSelect={() => editor.put(tile, undefined)} />
          {free && <MenuItem icon={Trash2} action="tiles.remove" onSelect={() => editor.remove(tile)} />}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
