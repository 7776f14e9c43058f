import {
  Activity,
  Camera as CameraIcon,
  ChartSpline,
  Contrast,
  Film,
  LayoutGrid,
  Maximize,
  MemoryStick,
  PanelLeft,
  Pipette,
} from 'lucide-react';
import type { Camera } from '../../../backend/contract.ts';
import { showMapping } from '../../route.ts';
import { useSession } from '../../session.ts';
import { toggleInspector, useLook } from '../../stores/look-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { toggleSidebar, toggleSidePanel, useView } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { AlarmBell } from '../alarms/alarm-bell.tsx';
import { ObservingBadge } from '../cameras/reading-modes.tsx';
import { StateBadge } from '../cameras/state-badge.tsx';
import { ZoomControl } from '../picture/zoom-control.tsx';
import { RecordButton } from '../recordings/record-button.tsx';
import { takeSnapshot } from '../recordings/use-recording-actions.ts';
import { ViewSwitch } from '../view-switch.tsx';
import { GridSwitch } from '../views/grid-switch.tsx';
import { useWindows } from '../views/use-windows.ts';
import { ViewsMenu } from '../views/views-menu.tsx';
import { describeLayout } from './explain-state.ts';

export function Toolbar({ camera }: { readonly camera: Camera | undefined }) {
  const session = useSession();
  const windows = useWindows();
  const overlay = useSettings((state) => state.overlay);
  const snapshot = useSettings(({ keeping }) => keeping.snapshot);
  const { activeTile, sidePanel, sidebar } = useView();
  const inspects = useLook(({ inspector }) => inspector) && sidePanel === 'look';
  const facts = camera && [
    camera.layout && describeLayout(camera.layout),
    camera.realBytes !== undefined && formatBytes(camera.realBytes),
  ];
  return (
    <header className="toolbar">
      {!sidebar && <ViewSwitch />}
      <IconButton
        icon={PanelLeft}
        label={t('live.sourceList')}
        action="cameras.list"
        pressed={sidebar}
        onClick={() => toggleSidebar()}
      />
      <div className="toolbar-title">
        {camera && (
          <>
            <h2 className="toolbar-name" title={camera.osName}>
              {camera.label || camera.name}
            </h2>
            <StateBadge state={camera.state} />
            {camera.stillSince !== undefined && <span className="badge tone-attention">{t('health.stillWord')}</span>}
            {camera.observe && <ObservingBadge />}
            <span className="toolbar-facts">{facts?.filter(Boolean).join(' · ')}</span>
          </>
        )}
      </div>
      <GridSwitch />
      <ViewsMenu />
      <span className="toolbar-gap" aria-hidden />
      <ZoomControl tile={activeTile} />
      <span className="toolbar-gap" aria-hidden />
      <RecordButton camera={camera} />
      <IconButton
        icon={CameraIcon}
        label={t('recordings.snapshot')}
        action="keep.snapshot"
        disabled={!camera}
        onClick={() => camera && void takeSnapshot(session, camera, snapshot)}
      />
      <IconButton
        icon={Film}
        label={t('recordings.title')}
        action="keep.panel"
        pressed={sidePanel === 'recordings'}
        onClick={() => toggleSidePanel('recordings')}
      />
      <AlarmBell />
      <IconButton
        icon={Activity}
        label={t('live.figures')}
        action="picture.figures"
        pressed={overlay}
        onClick={() => session.change({ overlay: !overlay })}
      />
      <IconButton
        icon={ChartSpline}
        label={t('health.title')}
        action="picture.history"
        pressed={sidePanel === 'history'}
        disabled={!camera}
        onClick={() => toggleSidePanel('history')}
      />
      <IconButton
        icon={LayoutGrid}
        label={t('common.layout')}
        action="picture.layout"
        pressed={sidePanel === 'layout'}
        disabled={!camera}
        onClick={() => toggleSidePanel('layout')}
      />
      <IconButton
        icon={Contrast}
        label={t('display.title')}
        action="picture.display"
        pressed={sidePanel === 'display'}
        disabled={!camera}
        onClick={() => toggleSidePanel('display')}
      />
      <IconButton
        icon={Pipette}
        label={t('actions.look.inspector')}
        action="look.inspector"
        pressed={inspects}
        disabled={!camera}
        onClick={toggleInspector}
      />
      <IconButton
        icon={MemoryStick}
        label={t('live.itsMapping')}
        disabled={!camera}
        onClick={() => camera && showMapping(camera.id)}
      />
      <IconButton
        icon={Maximize}
        label={t('live.fullScreen')}
        action="picture.fullscreen"
        disabled={!camera}
        onClick={windows.toggleFullScreen}
      />
    </header>
  );
}
