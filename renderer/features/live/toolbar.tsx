import {
  Activity,
  Camera as CameraIcon,
  ChartSpline,
  Contrast,
  Film,
  LayoutGrid,
  type LucideIcon,
  Maximize,
  MemoryStick,
  PanelLeft,
  Pipette,
} from 'lucide-react';
import type { ActionId } from '../../../backend/action-table.ts';
import type { Camera } from '../../../backend/contract.ts';
import { showMapping } from '../../route.ts';
import { useSession } from '../../session.ts';
import { useCameraTitle } from '../../stores/cameras-store.ts';
import { toggleInspector, useLook } from '../../stores/look-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { type SidePanel, toggleSidebar, toggleSidePanel, useView } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { type Tool, ToolRow } from '../../ui/tool-row.tsx';
import { AlarmBell } from '../alarms/alarm-bell.tsx';
import { ObservingBadge } from '../cameras/reading-modes.tsx';
import { ReplayBadge, StateBadge, StillBadge } from '../cameras/state-badge.tsx';
import { ZoomControl } from '../picture/zoom-control.tsx';
import { RecordButton } from '../recordings/record-button.tsx';
import { takeSnapshot } from '../recordings/take-snapshot.ts';
import { ViewSwitch } from '../view-switch.tsx';
import { GridSwitch } from '../views/grid-switch.tsx';
import { useWindows } from '../views/use-windows.ts';
import { ViewsMenu } from '../views/views-menu.tsx';
import { describeLayout } from './explain-state.ts';

export function Toolbar({ camera }: { readonly camera: Camera | undefined }) {
  const session = useSession();
  const windows = useWindows();
  const title = useCameraTitle(camera?.id);
  const overlay = useSettings((state) => state.overlay);
  const snapshot = useSettings(({ keeping }) => keeping.snapshot);
  const { activeTile, sidePanel, sidebar } = useView();
  const inspects = useLook(({ inspector }) => inspector) && sidePanel === 'look';
  const facts = camera && [
    camera.layout && describeLayout(camera.layout),
    camera.realBytes !== undefined && formatBytes(camera.realBytes),
  ];
  const panel = (name: SidePanel, icon: LucideIcon, label: string, action: ActionId, disabled: boolean): Tool => ({
    icon,
    label,
    action,
    pressed: sidePanel === name,
    disabled,
    onClick: () => toggleSidePanel(name),
  });
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
              {title}
            </h2>
            <StateBadge camera={camera} />
            <ReplayBadge camera={camera.id} />
            {camera.stillSince !== undefined && <StillBadge />}
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
      <AlarmBell />
      <ToolRow
        tools={[
          {
            icon: CameraIcon,
            label: t('recordings.snapshot'),
            action: 'keep.snapshot',
            disabled: !camera,
            onClick: () => camera && void takeSnapshot(session, camera, snapshot),
          },
          panel('recordings', Film, t('recordings.title'), 'keep.panel', false),
          {
            icon: Activity,
            label: t('live.figures'),
            action: 'picture.figures',
            pressed: overlay,
            onClick: () => session.change({ overlay: !overlay }),
          },
          panel('history', ChartSpline, t('health.title'), 'picture.history', !camera),
          panel('layout', LayoutGrid, t('common.layout'), 'picture.layout', !camera),
          panel('display', Contrast, t('display.title'), 'picture.display', !camera),
          {
            icon: Pipette,
            label: t('actions.look.inspector'),
            action: 'look.inspector',
            pressed: inspects,
            disabled: !camera,
            onClick: toggleInspector,
          },
          {
            icon: MemoryStick,
            label: t('live.itsMapping'),
            disabled: !camera,
            onClick: () => camera && showMapping(camera.id),
          },
          {
            icon: Maximize,
            label: t('live.fullScreen'),
            action: 'picture.fullscreen',
            disabled: !camera,
            onClick: windows.toggleFullScreen,
          },
        ]}
      />
    </header>
  );
}
