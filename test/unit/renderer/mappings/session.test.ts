import { beforeEach, describe, expect, it } from 'vitest';
import type { Bridge, DoctorLogEntry, Mapping, MappingDetail } from '../../../../backend/contract.ts';
import { startMappings } from '../../../../renderer/mapping-session.ts';
import { applyMappingChanges, putLogEntry, useMappings } from '../../../../renderer/stores/mappings-store.ts';
import { useNotices } from '../../../../renderer/stores/notices-store.ts';
import { sampleMapping } from './sample.ts';

const INITIAL = useMappings.getState();
beforeEach(() => useMappings.setState(INITIAL, true));

function fakeBridge() {
  const asked: (readonly [command: string, argument: unknown])[] = [];
  const listeners = new Map<string, (value: unknown) => void>();
  let connection: (connected: boolean) => void = () => undefined;
  const bridge = {
    request: (command: string, argument: unknown) => {
      asked.push([command, argument]);
      return Promise.resolve(null);
    },
    on: (event: string, listener: (value: unknown) => void) => {
      listeners.set(event, listener);
      return () => listeners.delete(event);
    },
    onConnection: (listener: (connected: boolean) => void) => {
      connection = listener;
      return () => undefined;
    },
  } as unknown as Bridge;
  return {
    bridge,
    asked,
    tell: (event: string, value: unknown) => listeners.get(event)?.(value),
    connect: (connected: boolean) => connection(connected),
  };
}

const all = (...changed: Mapping[]) => ({ changed, removed: [], whole: true });
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
const commands = (asked: readonly (readonly [string, unknown])[]) => asked.map(([command]) => command);

describe('the store', () => {
  it('keeps rows that did not change, so that nothing of them is drawn again', () => {
    applyMappingChanges(all(sampleMapping('a'), sampleMapping('b')));
    const { byId } = useMappings.getState();
    applyMappingChanges(all(sampleMapping('a'), sampleMapping('b', { verdict: 'busy' })));
    const after = useMappings.getState().byId;
    expect(after.get('local:a')).toBe(byId.get('local:a'));
    expect(after.get('local:b')).not.toBe(byId.get('local:b'));
  });
  it('takes changes, and does not wake anybody for none', () => {
    applyMappingChanges(all(sampleMapping('a'), sampleMapping('b')));
    const { byId } = useMappings.getState();
    applyMappingChanges({ changed: [], removed: [], whole: false });
    expect(useMappings.getState().byId).toBe(byId);
    applyMappingChanges({ changed: [sampleMapping('c')], removed: ['local:a'], whole: false });
    expect([...useMappings.getState().byId.keys()]).toEqual(['local:b', 'local:c']);
  });
  it('forgets what is not among all of them', () => {
    applyMappingChanges(all(sampleMapping('a'), sampleMapping('b')));
    applyMappingChanges(all(sampleMapping('b')));
    expect([...useMappings.getState().byId.keys()]).toEqual(['local:b']);
  });
});

describe('the session', () => {
  const orTell = <T>(promise: Promise<T>) => promise.catch(() => undefined);

  it('watches while anybody does, and again on a new connection', async () => {
    const { bridge, asked, connect } = fakeBridge();
    const session = startMappings(bridge, orTell);
    const ends = [session.watch(), session.watch()];
    await settle();
    expect(commands(asked)).toEqual(['mappings.watch']);
    connect(true);
    await settle();
    expect(commands(asked)).toHaveLength(2);
    for (const end of ends) end();
    expect(asked.at(-1)).toEqual(['mappings.watch', { watching: false }]);
    connect(true);
    await settle();
    expect(commands(asked)).toHaveLength(3);
  });

  it('takes rows by changes alone, from the first whole list on', async () => {
    const { bridge, tell } = fakeBridge();
    const session = startMappings(bridge, orTell);
    const rows = () => [...useMappings.getState().byId.keys()];
    tell('mappings.changed', { ...all(sampleMapping('b')), whole: false });
    expect(useMappings.getState().known).toBe(false);
    tell('mappings.changed', all(sampleMapping('a')));
    expect(useMappings.getState().known).toBe(true);
    session.inspect('local:a');
    tell('mappings.changed', { changed: [], removed: ['local:a'], whole: false });
    // Told before, on its way until now.
    tell('mappings.detail', { mapping: sampleMapping('a') } as MappingDetail);
    session.hold('local:a');
    session.refresh();
    await settle();
    expect(rows()).toEqual([]);
  });

  it('takes details of the inspected mapping only', () => {
    const { bridge, asked, tell } = fakeBridge();
    const session = startMappings(bridge, orTell);
    const end = session.inspect('local:a');
    const detail = (name: string) => ({ mapping: sampleMapping(name) }) as MappingDetail;
    tell('mappings.detail', detail('b'));
    expect(useMappings.getState().detail).toBeUndefined();
    tell('mappings.detail', detail('a'));
    expect(useMappings.getState().detail?.mapping.id).toBe('local:a');
    end();
    expect(useMappings.getState().detail).toBeUndefined();
    expect(asked.at(-1)).toEqual(['mappings.inspect', { id: null }]);
  });

  it('says when a lock was released by itself, and logs everything once', () => {
    const { bridge, tell } = fakeBridge();
    startMappings(bridge, orTell);
    useMappings.setState({ log: [] });
    const by = { user: 'ada', pid: 1, program: 'sharedcam', automatic: true };
    const entry: DoctorLogEntry = {
      ...{ id: 'one', at: 0, mapping: 'local:a', osName: '/a', object: null, offset: null, deed: 'release', rung: 2 },
      ...{ before: '80000000', after: '00000000', done: true, by, evidence: [] },
    };
    tell('doctor.logged', entry);
    putLogEntry(entry);
    expect(useMappings.getState().log).toHaveLength(1);
    expect(useNotices.getState().notices.at(-1)?.text).toContain('its publisher is dead: 0x80000000 became 0x00000000');
  });
});
