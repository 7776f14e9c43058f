import { CircleQuestionMark, Plus, RefreshCw, Search, Settings2, X } from 'lucide-react';
import type { Camera } from '../../../backend/contract.ts';
import { useSession } from '../../session.ts';
import { filterCameras, setFilter, useCameras } from '../../stores/cameras-store.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { openDialog, toggleSidebar, useView } from '../../stores/view-store.ts';
import { IconButton } from '../../ui/button.tsx';
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
        aria-label="Close the list"
        tabIndex={-1}
        onClick={() => toggleSidebar(false)}
      />
      <nav className="sidebar" aria-label="Sources" inert={!open}>
        <header className="sidebar-header">
          <h1 className="visually-hidden">Cameras</h1>
          <ViewSwitch />
          <IconButton icon={RefreshCw} label="Look again" action="cameras.refresh" onClick={session.refresh} />
          <IconButton icon={Plus} label="Add by name" action="cameras.add" onClick={() => openDialog('add')} />
        </header>
        <div className="filter">
          <Search aria-hidden className="icon" />
          <input
            id="camera-filter"
            className="filter-input"
            type="search"
            aria-label="Filter cameras"
            placeholder="Filter"
            autoComplete="off"
            spellCheck={false}
            value={filter}
            onChange={({ target }) => setFilter(target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setFilter('');
              else if (event.key === 'ArrowDown' || event.key === 'Enter') document.getElementById('camera-list')?.focus();
              else return;
              event.preventDefault();
            }}
          />
          {filter === '' ? (
            <kbd>/</kbd>
          ) : (
            <IconButton icon={X} label="Clear the filter" hotkey="Esc" onClick={() => setFilter('')} />
          )}
        </div>
        {shown.length > 0 && <CameraList cameras={shown} selected={selected} />}
        {shown.length === 0 && (
          <p className="sidebar-empty">
            {!known ? 'Looking for cameras…' : filter ? `Nothing matches “${filter}”.` : 'No cameras yet.'}
          </p>
        )}
        <SidebarFooter />
      </nav>
    </>
  );
}

const CONNECTION_WORDS = { connecting: 'Connecting', connected: 'Connected', lost: 'Connection lost' } as const;

function SidebarFooter() {
  const { status, info } = useConnection();
  return (
    <footer className="sidebar-footer">
      <span className="connection" data-status={status}>
        <span className="connection-dot" aria-hidden />
        {CONNECTION_WORDS[status]}
        {info && status === 'connected' && <span className="muted"> · {info.version}</span>}
      </span>
      <IconButton icon={CircleQuestionMark} label="Keys and help" action="view.help" onClick={() => openDialog('help')} />
      <IconButton icon={Settings2} label="Settings" action="view.settings" onClick={() => openDialog('settings')} />
    </footer>
  );
}
