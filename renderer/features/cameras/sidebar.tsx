import { CircleQuestionMark, Plus, RefreshCw, Settings2 } from 'lucide-react';
import type { Camera } from '../../../backend/contract.ts';
import { useSession } from '../../session.ts';
import { filterCameras, setFilter, useCameras } from '../../stores/cameras-store.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { openDialog, toggleSidebar, useView } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { FilterField } from '../../ui/filter-field.tsx';
import { ViewSwitch } from '../view-switch.tsx';
import { CameraList } from './camera-list.tsx';

export function Sidebar({ selected }: { readonly selected: Camera | undefined }) {
  const session = useSession();
  const { cameras, known, filter } = useCameras();
  const open = useView((state) => state.sidebar);
  const shown = filterCameras(cameras, filter);
  return (
    <>
      <button
        type="button"
        className="sidebar-scrim"
        aria-label={t('cameras.closeList')}
        tabIndex={-1}
        onClick={() => toggleSidebar(false)}
      />
      <nav className="sidebar" aria-label={t('cameras.sources')} inert={!open}>
        <header className="sidebar-header">
          <h1 className="visually-hidden">{t('common.cameras')}</h1>
          <ViewSwitch />
          <IconButton icon={RefreshCw} label={t('common.lookAgain')} action="cameras.refresh" onClick={session.refresh} />
          <IconButton icon={Plus} label={t('cameras.addByName')} action="cameras.add" onClick={() => openDialog('add')} />
        </header>
        <FilterField
          id="camera-filter"
          label={t('cameras.filterLabel')}
          placeholder={t('cameras.filter')}
          action="cameras.filter"
          listId="camera-list"
          value={filter}
          onChange={setFilter}
        />
        {shown.length > 0 && <CameraList cameras={shown} selected={selected} />}
        {shown.length === 0 && (
          <p className="sidebar-empty">
            {!known ? t('cameras.looking') : filter ? t('common.nothingMatches', { filter }) : t('cameras.empty')}
          </p>
        )}
        <SidebarFooter />
      </nav>
    </>
  );
}

const CONNECTION_WORDS = { connecting: 'page.connecting', connected: 'page.connected', lost: 'page.connectionLost' } as const;

function SidebarFooter() {
  const { status, info } = useConnection();
  return (
    <footer className="sidebar-footer">
      <span className="connection" data-status={status}>
        <span className="connection-dot" aria-hidden />
        {t(CONNECTION_WORDS[status])}
        {info && status === 'connected' && <span className="muted"> · {info.version}</span>}
      </span>
      <IconButton
        icon={CircleQuestionMark}
        label={t('common.keysAndHelp')}
        action="view.help"
        onClick={() => openDialog('help')}
      />
      <IconButton icon={Settings2} label={t('common.settings')} action="view.settings" onClick={() => openDialog('settings')} />
    </footer>
  );
}
