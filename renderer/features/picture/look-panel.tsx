import { ChartArea, Columns2, Pipette, X } from 'lucide-react';
import type { Camera } from '../../../backend/contract.ts';
import { toggleCompare, toggleInspector, toggleScopes, useLook } from '../../stores/look-store.ts';
import { type TileId, toggleSidePanel } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { ComparePanel } from './compare-panel.tsx';
import { Inspector } from './inspector.tsx';
import { Scopes } from './scopes.tsx';

interface LookPanelProps {
  readonly tile: TileId;
  readonly camera: Camera;
}

/** What is known of the pixels of the active tile, with the picture beside it. */
export function LookPanel({ tile, camera }: LookPanelProps) {
  const { inspector, scopes, compare } = useLook();
  const view = useLook(({ views }) => views[tile]);
  if (!view) return undefined;
  return (
    <aside className="layout-panel look-panel" aria-label={t('look.title')}>
      <header className="layout-panel-header">
        <h2>{t('look.title')}</h2>
        <IconButton
          icon={Pipette}
          label={t('actions.look.inspector')}
          action="look.inspector"
          pressed={inspector}
          onClick={toggleInspector}
        />
        <IconButton
          icon={ChartArea}
          label={t('actions.look.scopes')}
          action="look.scopes"
          pressed={scopes}
          onClick={toggleScopes}
        />
        <IconButton
          icon={Columns2}
          label={t('actions.look.compare')}
          action="look.compare"
          pressed={compare}
          onClick={toggleCompare}
        />
        <IconButton icon={X} label={t('common.close')} onClick={() => toggleSidePanel('look', false)} />
      </header>
      <div className="layout-panel-body">
        {inspector && <Inspector tile={tile} camera={camera} view={view} />}
        {compare && <ComparePanel tile={tile} camera={camera} />}
        {scopes && <Scopes tile={tile} view={view} />}
      </div>
    </aside>
  );
}
