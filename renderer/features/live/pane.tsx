import type { Camera } from '../../../backend/contract.ts';
import { useActions } from '../../actions/use-actions.ts';
import { toggleSidePanel, useView } from '../../stores/view-store.ts';
import { DisplayPanel } from '../display/display-panel.tsx';
import { FiguresPanel } from '../health/figures-panel.tsx';
import { LayoutPanel } from '../layout/layout-panel.tsx';
import { LookPanel } from '../picture/look-panel.tsx';
import { RecordingsPanel } from '../recordings/recordings-panel.tsx';
import { useViewOnPage } from '../views/view-on-page.ts';
import { Wall } from '../views/wall.tsx';
import { Announcer } from './announcer.tsx';
import { ConnectionStrip } from './connection-strip.tsx';
import { Toolbar } from './toolbar.tsx';

/** The pictures with their tools. */
export function Pane({ camera }: { readonly camera: Camera | undefined }) {
  const view = useViewOnPage();
  const activeTile = useView((state) => state.activeTile);
  const sidePanel = useView((state) => state.sidePanel);
  useActions({ 'picture.guess': camera ? () => toggleSidePanel('layout', true) : undefined });
  return (
    <main className="pane">
      <Toolbar camera={camera} />
      <div className="pane-body">
        <div className="pane-stage">
          {view && view.grid !== 1 && <ConnectionStrip />}
          {view && <Wall view={view} />}
        </div>
        {sidePanel === 'layout' && camera && <LayoutPanel key={camera.id} camera={camera} />}
        {sidePanel === 'history' && camera && <FiguresPanel key={camera.id} camera={camera} />}
        {sidePanel === 'display' && camera && <DisplayPanel key={camera.id} tile={activeTile} camera={camera} />}
        {sidePanel === 'recordings' && <RecordingsPanel camera={camera} />}
        {sidePanel === 'look' && camera && <LookPanel key={camera.id} tile={activeTile} camera={camera} />}
      </div>
      <Announcer camera={camera} />
    </main>
  );
}
