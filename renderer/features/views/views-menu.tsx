import { AppWindow, ChevronDown, Grid2x2Plus, ListVideo, Pin, RotateCcw, SquarePlus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { Grid } from '../../../backend/contract.ts';
import { GRIDS } from '../../../native/core/view.ts';
import { useKeysOf } from '../../actions/keys-of.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { openDialog } from '../../stores/view-store.ts';
import { useWindowState } from '../../stores/windows-store.ts';
import { t } from '../../texts/texts.ts';
import { DisplayItems } from './display-items.tsx';
import { useViewEditor } from './edit-view.ts';
import { GRID_ACTIONS, gridTitle } from './grids.ts';
import { MenuItem } from './menu-item.tsx';
import { useViewActions } from './use-view-actions.ts';
import { useWindows } from './use-windows.ts';
import { GridPicture } from './view-picture.tsx';

/** Everything about views and windows in one place: also what the toolbar has no room for. */
export function ViewsMenu() {
  const editor = useViewEditor();
  const windows = useWindows();
  const view = useSettings((settings) => settings.view);
  const savedViews = useSettings((settings) => settings.savedViews);
  const onTop = useWindowState(({ alwaysOnTop }) => alwaysOnTop);
  const reset = useViewActions();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="button button-plain views-button" aria-label={t('views.menu')}>
          <span className="views-button-picture">
            <GridPicture grid={view.grid} />
          </span>
          <span className="views-button-word">{t('views.menu')}</span>
          <ChevronDown aria-hidden className="icon" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8} aria-label={t('views.menu')}>
          <DropdownMenu.Group className="menu-grids">
            {GRIDS.map((grid) => (
              <GridMenuItem key={grid} grid={grid} current={grid === view.grid} onChoose={() => editor.setGrid(grid)} />
            ))}
          </DropdownMenu.Group>
          <MenuItem icon={Grid2x2Plus} action="tiles.fill" onSelect={editor.fill} />
          {view.grid === 'free' && <MenuItem icon={SquarePlus} action="tiles.add" onSelect={editor.add} />}
          <DropdownMenu.Separator className="menu-separator" />
          {savedViews.length > 0 && (
            <>
              <DropdownMenu.Label className="menu-label">{t('views.saved')}</DropdownMenu.Label>
              {savedViews.map((saved) => (
                <DropdownMenu.Item className="menu-item" key={saved.name} onSelect={() => editor.load(saved.view)}>
                  <GridPicture grid={saved.view.grid} />
                  <span className="menu-text">{saved.name}</span>
                </DropdownMenu.Item>
              ))}
            </>
          )}
          <MenuItem icon={ListVideo} action="views.saved" onSelect={() => openDialog('views')} />
          <DropdownMenu.Separator className="menu-separator" />
          <MenuItem icon={AppWindow} action="views.popOut" onSelect={windows.popOutView} />
          <DisplayItems />
          {onTop !== null && (
            <MenuItem icon={Pin} action="views.onTop" checked={onTop} onSelect={() => windows.keepOnTop(!onTop)} />
          )}
          <MenuItem icon={RotateCcw} action="views.reset" onSelect={reset} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface GridMenuItemProps {
  readonly grid: Grid;
  readonly current: boolean;
  readonly onChoose: () => void;
}

function GridMenuItem({ grid, current, onChoose }: GridMenuItemProps) {
  const key = useKeysOf(GRID_ACTIONS[grid]);
  return (
    <DropdownMenu.CheckboxItem className="menu-item" checked={current} onSelect={onChoose}>
      <GridPicture grid={grid} />
      <span className="menu-text">{gridTitle(grid)}</span>
      {key && <kbd>{key}</kbd>}
    </DropdownMenu.CheckboxItem>
  );
}
