import { useEffect, useMemo, useState } from 'react';
import type { Mapping, MappingId } from '../../../backend/contract.ts';
import { tileCount } from '../../../native/core/view.ts';
import { useActions } from '../../actions/use-actions.ts';
import { goTo, replaceRoute, useRoute } from '../../route.ts';
import { useSession } from '../../session.ts';
import { setMappingFilter, useMappings } from '../../stores/mappings-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { setActiveTile } from '../../stores/view-store.ts';
import { ConnectionStrip } from '../live/connection-strip.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { openMappingDialog } from './mapping-dialogs.ts';
import { MappingDialogs } from './mapping-dialogs-host.tsx';
import { MappingsAnnouncer } from './mappings-announcer.tsx';
import { MappingsToolbar } from './mappings-toolbar.tsx';
import { NoMappings } from './no-mappings.tsx';
import { filterMappings, type Sorting, sortMappings } from './table/mapping-rows.ts';
import { MappingTable } from './table/mapping-table.tsx';

/** Every mapping that is known, one row each, and all about the chosen one beside it. */
export function MappingsView() {
  const session = useSession();
  const { byId, known, filter } = useMappings();
  const route = useRoute();
  const selected = route.view === 'mappings' ? route.mapping : undefined;
  const tab = route.view === 'mappings' ? route.tab : 'summary';
  const camera = useSettings((settings) => settings.selected);
  const view = useSettings((settings) => settings.view);
  const wall = view.grid === 1 ? undefined : view.tiles.slice(0, tileCount(view));
  const [sorting, setSorting] = useState<Sorting>({ column: 'name', descending: false });
  const [movedTo, setMovedTo] = useState<MappingId>();
  const rows = useMemo(() => sortMappings(filterMappings([...byId.values()], filter), sorting), [byId, filter, sorting]);
  const active = selected ?? movedTo ?? camera ?? undefined;
  const activeMapping = byId.get(active ?? '') ?? rows[0];

  useEffect(() => session.mappings.watch(), [session]);

  function open(mapping: Mapping): void {
    const next = { view: 'mappings', mapping: mapping.id, tab } as const;
    if (selected === undefined) goTo(next);
    else replaceRoute(next);
    setMovedTo(mapping.id);
  }

  /** With the inspector open it follows the keyboard, as the lower pane of a process list does. */
  function activate(mapping: Mapping): void {
    setMovedTo(mapping.id);
    if (selected !== undefined) replaceRoute({ view: 'mappings', mapping: mapping.id, tab });
  }

  function close(): void {
    if (selected === undefined) return;
    setMovedTo(selected);
    goTo({ view: 'mappings', mapping: undefined, tab: 'summary' });
    document.getElementById('mapping-table')?.focus();
  }

  function focusFilter(): void {
    const field = document.getElementById('mapping-filter');
    if (field instanceof HTMLInputElement) field.select();
  }

  /** On a wall in the tile that has it, or else in the active one. */
  function showCamera(id: MappingId): void {
    const tile = wall?.indexOf(id) ?? -1;
    if (tile >= 0) setActiveTile(tile);
    else session.select(id);
    goTo({ view: 'cameras' });
  }

  const chosen = selected ?? movedTo;
  useActions({
    // A wall stays as it is: whoever only looked into a mapping did not ask for another camera there.
    'view.cameras': () => (chosen !== undefined && byId.has(chosen) && !wall ? showCamera(chosen) : goTo({ view: 'cameras' })),
    'mappings.filter': focusFilter,
    'mappings.refresh': session.mappings.refresh,
    'mappings.create': () => openMappingDialog({ kind: 'create' }),
    'mappings.health': () => openMappingDialog({ kind: 'health' }),
    'mappings.doctor': activeMapping && (() => goTo({ view: 'mappings', mapping: activeMapping.id, tab: 'doctor' })),
    'mappings.resize': activeMapping && (() => openMappingDialog({ kind: 'resize', id: activeMapping.id })),
    'mappings.closeInspector': selected === undefined ? undefined : close,
  });

  return (
    <main className="mappings">
      <MappingsToolbar shown={rows.length} />
      <div className="mappings-body" data-inspecting={selected !== undefined}>
        <div className="mappings-list">
          <ConnectionStrip />
          {rows.length > 0 && (
            <MappingTable
              mappings={rows}
              sorting={sorting}
              selected={selected}
              active={active}
              onSort={setSorting}
              onActivate={activate}
              onOpen={open}
              onRemove={(mapping) => openMappingDialog({ kind: 'remove', id: mapping.id })}
            />
          )}
          {rows.length === 0 && <NoMappings known={known} filter={filter} onClear={() => setMappingFilter('')} />}
        </div>
        {selected !== undefined && (
          <Inspector id={selected} tab={tab} onClose={close} onShowCamera={() => showCamera(selected)} />
        )}
      </div>
      <MappingsAnnouncer />
      <MappingDialogs />
    </main>
  );
}
