import { ToggleGroup, Tooltip } from 'radix-ui';
import type { Grid } from '../../../backend/contract.ts';
import { GRIDS } from '../../../native/core/view.ts';
import { useKeysOf } from '../../actions/keys-of.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { t } from '../../texts/texts.ts';
import { useViewEditor } from './edit-view.ts';
import { GRID_ACTIONS, gridOfText, gridTitle } from './grids.ts';
import { GridPicture } from './view-picture.tsx';

/** How many tiles, each choice as a picture of itself. */
export function GridSwitch() {
  const { setGrid } = useViewEditor();
  const grid = useSettings(({ view }) => view.grid);
  return (
    <ToggleGroup.Root
      type="single"
      className="segmented grid-switch"
      aria-label={t('views.grids')}
      value={String(grid)}
      onValueChange={(next) => {
        const chosen = gridOfText(next);
        if (chosen !== undefined) setGrid(chosen);
      }}
    >
      {GRIDS.map((each) => (
        <GridItem key={each} grid={each} />
      ))}
    </ToggleGroup.Root>
  );
}

function GridItem({ grid }: { readonly grid: Grid }) {
  const key = useKeysOf(GRID_ACTIONS[grid]);
  const title = gridTitle(grid);
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <span>
          <ToggleGroup.Item value={String(grid)} className="segmented-item" aria-label={title}>
            <GridPicture grid={grid} />
          </ToggleGroup.Item>
        </span>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="tooltip" sideOffset={6} collisionPadding={8}>
          {title}
          {key && <kbd>{key}</kbd>}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
