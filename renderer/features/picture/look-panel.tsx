import { X } from 'lucide-react';
import type { Camera } from '../../../backend/contract.ts';
import { useLook } from '../../stores/look-store.ts';
import { type TileId, toggleSidePanel } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { Inspector } from './inspector.tsx';
import { Scopes } from './scopes.tsx';

interface LookPanelProps {
  readonly tile: TileId;
  readonly camera: Camera;
}

/** What is known of the pixels of the active tile, with the picture beside it. */
export function LookPanel({ tile, camera }: LookPanelProps) {
  const { inspector, scopes } = useLook();
  const view = useLook(({ views }) => views[tile]);
  if (!view) return undefined;
  return (
    <aside className="layout-panel look-panel" aria-label={t('look.title')}>
      <header className="layout-panel-header">
        <h2>{t('look.title')}</h2>
        <IconButton icon={X} label={t('common.close')} onClick={() => toggleSidePanel('look', false)} />
      </header>
      <div className="layout-panel-body">
        {inspector && <Inspector tile={tile} camera={camera} view={view} />}
        {scopes && <Scopes tile={tile} view={view} />}
      </div>
    </aside>
  );
}
