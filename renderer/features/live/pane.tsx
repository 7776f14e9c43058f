import type { Camera } from '../../../backend/contract.ts';
import { useView } from '../../stores/view-store.ts';
import { LayoutPanel } from '../layout/layout-panel.tsx';
import { Tile } from '../views/tile.tsx';
import { Announcer } from './announcer.tsx';
import { Toolbar } from './toolbar.tsx';

/** The pictures with their tools. */
export function Pane({ camera }: { readonly camera: Camera | undefined }) {
  const activeTile = useView((state) => state.activeTile);
  const layoutPanel = useView((state) => state.layoutPanel);
  return (
    <main className="pane">
      <Toolbar camera={camera} />
      <div className="pane-body">
        <div className="pane-stage">
          <Tile tile={activeTile} camera={camera} />
        </div>
        {layoutPanel && camera && <LayoutPanel key={camera.id} camera={camera} />}
      </div>
      <Announcer camera={camera} />
    </main>
  );
}
