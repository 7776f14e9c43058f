import { CircleQuestionMark, Plus, RefreshCw, Search, Settings2, Stethoscope, TriangleAlert, X } from 'lucide-react';
import { useSession } from '../../session.ts';
import { setMappingFilter, useMappings } from '../../stores/mappings-store.ts';
import { openDialog } from '../../stores/view-store.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ViewSwitch } from '../view-switch.tsx';
import { openMappingDialog } from './mapping-dialogs.ts';
import { needsAttention } from './verdict-words.ts';

export function MappingsToolbar({ shown }: { readonly shown: number }) {
  const session = useSession();
  return (
    <header className="toolbar mappings-toolbar">
      <ViewSwitch />
      <h1 className="visually-hidden">Mappings</h1>
      <Filter />
      <Totals shown={shown} />
      <Button kind="primary" icon={Plus} title="New mapping (N)" onClick={() => openMappingDialog({ kind: 'create' })}>
        <span>
          New<span className="wide-only"> mapping</span>
        </span>
      </Button>
      <span className="toolbar-gap" aria-hidden />
      <IconButton icon={RefreshCw} label="Look again" action="mappings.refresh" onClick={session.mappings.refresh} />
      <IconButton
        icon={Stethoscope}
        label="Health and log"
        action="mappings.health"
        onClick={() => openMappingDialog({ kind: 'health' })}
      />
      <IconButton icon={CircleQuestionMark} label="Keys and help" action="view.help" onClick={() => openDialog('help')} />
      <IconButton icon={Settings2} label="Settings" action="view.settings" onClick={() => openDialog('settings')} />
    </header>
  );
}

function Filter() {
  const filter = useMappings((state) => state.filter);
  return (
    <div className="filter mappings-filter">
      <Search aria-hidden className="icon" />
      <input
        id="mapping-filter"
        className="filter-input"
        type="search"
        aria-label="Filter mappings"
        placeholder="Filter by name, program, state"
        autoComplete="off"
        spellCheck={false}
        value={filter}
        onChange={({ target }) => setMappingFilter(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setMappingFilter('');
          else if (event.key === 'ArrowDown' || event.key === 'Enter') document.getElementById('mapping-table')?.focus();
          else return;
          event.preventDefault();
        }}
      />
      {filter === '' ? (
        <kbd>/</kbd>
      ) : (
        <IconButton icon={X} label="Clear the filter" hotkey="Esc" onClick={() => setMappingFilter('')} />
      )}
    </div>
  );
}

function Totals({ shown }: { readonly shown: number }) {
  const byId = useMappings((state) => state.byId);
  const alarms = [...byId.values()].filter(({ verdict }) => needsAttention(verdict)).length;
  return (
    <p className="mappings-totals">
      {shown === byId.size ? byId.size : `${shown} of ${byId.size}`}
      <span className="wide-only"> {byId.size === 1 ? 'mapping' : 'mappings'}</span>
      {alarms > 0 && (
        <span className="mappings-alarms tone-bad">
          <TriangleAlert aria-hidden className="icon" />
          {alarms}
          <span className="wide-only"> {alarms === 1 ? 'needs' : 'need'} help</span>
        </span>
      )}
    </p>
  );
}
