import type { Bridge, CommandAnswers, CommandArgument, CommandName, DoctorLogEntry, MappingId } from '../backend/contract.ts';
import {
  applyMappingChanges,
  MOST_LOG_ENTRIES,
  putLogEntry,
  setDetail,
  setDoctorLog,
  useMappings,
} from './stores/mappings-store.ts';
import { showNotice } from './stores/notices-store.ts';
import { t } from './texts/texts.ts';

type OrTell = <T>(promise: Promise<T>) => Promise<T | undefined>;

/** What the mapping manager and the lock doctor ask for. */
export interface MappingSession {
  /** Rejects with the report, for dialogs that show it where it belongs. */
  request<C extends CommandName>(command: C, argument: CommandArgument<C>): Promise<CommandAnswers[C]>;
  /** Keeps the overview up to date until the returned function is called. */
  watch(): () => void;
  /** Keeps the details of one mapping up to date until the returned function is called. */
  inspect(id: MappingId): () => void;
  refresh(): void;
  hold(id: MappingId): void;
  letGo(id: MappingId): void;
  loadLog(): void;
}

export function startMappings(bridge: Bridge, orTell: OrTell): MappingSession {
  let watchers = 0;
  let inspected: MappingId | undefined;

  /** All rows come by `mappings.changed`, in turn: an answer or a detail that arrives late would bring back what has changed since. */
  const beginToWatch = (): Promise<null> => bridge.request('mappings.watch', { watching: true });

  async function beginToInspect(id: MappingId): Promise<void> {
    const detail = await bridge.request('mappings.inspect', { id });
    if (inspected === id) setDetail(detail ?? undefined);
  }

  bridge.on('mappings.changed', (changes) => {
    if (changes.whole || useMappings.getState().known) applyMappingChanges(changes);
  });
  bridge.on('mappings.detail', (detail) => {
    if (detail.mapping.id === inspected) setDetail(detail);
  });
  bridge.on('doctor.logged', (entry) => {
    putLogEntry(entry);
    if (entry.by.automatic && entry.done) showNotice({ level: 'info', text: automaticText(entry) });
  });
  // A connection that is new knows nothing of what was asked for on the one before.
  bridge.onConnection((connected) => {
    if (!connected) return;
    if (watchers > 0) void orTell(beginToWatch());
    if (inspected !== undefined) void orTell(beginToInspect(inspected));
  });

  return {
    request: (command, argument) => bridge.request(command, argument),
    watch() {
      watchers++;
      if (watchers === 1) void orTell(beginToWatch());
      return () => {
        watchers--;
        if (watchers === 0) void bridge.request('mappings.watch', { watching: false }).catch(() => undefined);
      };
    },
    inspect(id) {
      inspected = id;
      setDetail(undefined);
      void orTell(beginToInspect(id));
      return () => {
        if (inspected !== id) return;
        inspected = undefined;
        setDetail(undefined);
        void bridge.request('mappings.inspect', { id: null }).catch(() => undefined);
      };
    },
    refresh: () => void orTell(bridge.request('mappings.list', undefined)),
    hold: (id) => void orTell(bridge.request('mappings.hold', { id })),
    letGo: (id) => void orTell(bridge.request('mappings.letGo', { id })),
    loadLog: () => void orTell(bridge.request('doctor.log', { limit: MOST_LOG_ENTRIES }).then(setDoctorLog)),
  };
}

function automaticText({ osName, rung, before, after }: DoctorLogEntry): string {
  return t(rung === 1 ? 'page.autoNobody' : 'page.autoDead', { name: osName, before, after });
}
