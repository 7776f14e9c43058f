import { createContext, useContext } from 'react';
import type {
  Bridge,
  CameraId,
  CameraLayout,
  CommandAnswers,
  CommandArgument,
  CommandName,
  LayoutGuesses,
  Settings,
} from '../backend/contract.ts';
import type { Namespace } from '../native/core/names.ts';
import type { Display } from '../native/core/pixels/display.ts';
import { reportOf } from './bridge/rejection.ts';
import type { Shell } from './bridge/shell.ts';
import { followDesktop } from './desktop-session.ts';
import { createDisplayKeeper } from './display-keeper.ts';
import { signalAlarm } from './features/alarms/alarm-signals.ts';
import { putIntoTile } from './features/views/view-model.ts';
import { FrameClient } from './frames/frame-client.ts';
import { type MappingSession, startMappings } from './mapping-session.ts';
import { followRecordings, loadRecordings } from './recording-events.ts';
import { goTo, useRoute } from './route.ts';
import { setAlarms } from './stores/alarms-store.ts';
import { putCamera, setCameras } from './stores/cameras-store.ts';
import { setConnected, useConnection } from './stores/connection-store.ts';
import { forgetEvents, putEvents } from './stores/health-store.ts';
import { showNotice } from './stores/notices-store.ts';
import { setSettings, useSettings } from './stores/settings-store.ts';
import { useShell } from './stores/shell-store.ts';
import { putCameraStats } from './stores/stats-store.ts';
import { useView } from './stores/view-store.ts';
import { useWindowState } from './stores/windows-store.ts';
import { errorWords, said } from './texts/said.ts';

/** Which cameras are remembered is the backend's business. */
type ChangedSettings = Partial<Omit<Settings, 'remembered'>>;

/** What the page can ask for. Failures are told as notices; `undefined` then stands for the answer. */
export interface Session {
  readonly frames: FrameClient;
  readonly mappings: MappingSession;
  /** For commands whose answer needs nothing but its asker. */
  ask<C extends CommandName>(command: C, argument: CommandArgument<C>): Promise<CommandAnswers[C] | undefined>;
  /** Shows a camera: with several tiles in the active one. */
  select(id: CameraId): void;
  refresh(): void;
  /** Starts the demo camera, or finds it at work, and shows it. */
  startDemo(): void;
  /** Rejects with the report, because the dialog that asks shows it beside the field. */
  add(name: string, namespace: Namespace): Promise<CameraId>;
  forget(id: CameraId): void;
  setLayout(id: CameraId, layout: CameraLayout | null): Promise<boolean>;
  /** Seen at once, remembered soon; null: as the pixels come. */
  setDisplay(id: CameraId, display: Display | null): void;
  /** Null: as the settings say. */
  setObserve(id: CameraId, observe: boolean | null): void;
  change(settings: ChangedSettings): void;
  /** What was read from a file, remembered cameras included. */
  changeAll(settings: Partial<Settings>): void;
  /** Both reject with the report, which is shown where it was asked. */
  guessLayouts(id: CameraId): Promise<LayoutGuesses>;
  guessThumbnails(
    id: CameraId,
    layouts: readonly CameraLayout[],
    most: { readonly width: number; readonly height: number },
  ): Promise<readonly (string | null)[]>;
  /** The desktop program's own. */
  startWithSession(on: boolean): void;
  openLogs(): void;
}

export function startSession({ bridge, frames: source }: Shell): Session {
  const frames = new FrameClient(bridge, source, (text) => showNotice({ level: 'error', text }));

  const orTell = <T>(promise: Promise<T>): Promise<T | undefined> =>
    promise.catch((error: unknown) => {
      const report = reportOf(error);
      const { headline, advice, detail } = errorWords(report);
      showNotice({ level: 'error', text: [headline, advice, detail].filter(Boolean).join(' '), code: report.code });
      return undefined;
    });

  bridge.on('cameras.changed', setCameras);
  bridge.on('cameras.stats', putCameraStats);
  bridge.on('health.happened', putEvents);
  bridge.on('alarms.changed', setAlarms);
  bridge.on('alarms.raised', (raised) => {
    // A window with nothing but pictures leaves that to the one that it was opened from.
    if (useRoute.getState().view !== 'viewer') signalAlarm(raised, showCamera);
  });
  let changesUnderWay = 0;
  bridge.on('settings.changed', (settings) => {
    // What is told in between is older than what was just chosen here.
    if (changesUnderWay === 0) setSettings(settings);
  });
  bridge.on('notice', ({ text, ...notice }) => showNotice({ ...notice, text: said(text) }));
  followRecordings(bridge);
  bridge.on('windows.changed', (state) => useWindowState.setState(state));
  bridge.onConnection((connected) => {
    setConnected(connected);
    if (!connected) forgetEvents();
    if (connected) void orTell(loadEverything(bridge)).then(() => followShell());
    if (connected) void orTell(loadRecordings(bridge));
  });
  useSettings.subscribe(({ drawing }, before) => {
    if (drawing !== before.drawing) frames.drawing = drawing;
  });

  let followed = false;
  function followShell(): void {
    if (followed || useConnection.getState().info?.shell !== 'desktop') return;
    followed = true;
    followDesktop(bridge, showCamera);
  }

  function showCamera(camera: CameraId): void {
    select(camera);
    goTo({ view: 'cameras' });
  }

  function change(settings: Partial<Settings>): void {
    // Shown at once; the answer to the last change sets it right. After a refusal nobody but the backend knows what holds.
    const before = useSettings.getState();
    setSettings({ ...before, ...settings });
    changesUnderWay++;
    void orTell(bridge.request('settings.set', settings)).then(async (answer) => {
      const now = answer ?? (await bridge.request('settings.get', undefined).catch(() => before));
      changesUnderWay--;
      if (changesUnderWay === 0) setSettings(now);
    });
  }

  function select(selected: CameraId): void {
    const { view, selected: before } = useSettings.getState();
    if (view.grid !== 1) change({ selected, view: putIntoTile(view, useView.getState().activeTile, selected) });
    else if (selected !== before) change({ selected });
  }

  return {
    frames,
    mappings: startMappings(bridge, orTell),
    change,
    changeAll: change,
    ask: (command, argument) => orTell(bridge.request(command, argument)),
    select,
    startDemo: () => void orTell(bridge.request('demo.start', undefined)).then((answer) => answer && select(answer.camera)),
    refresh: () => void orTell(bridge.request('cameras.refresh', undefined).then(setCameras)),
    async add(name, namespace) {
      const camera = await bridge.request('cameras.add', { name, namespace });
      putCamera(camera);
      select(camera.id);
      return camera.id;
    },
    forget: (id) => void orTell(bridge.request('cameras.forget', { id })),
    async setLayout(id, layout) {
      const camera = await orTell(bridge.request('cameras.setLayout', { id, layout }));
      if (camera) putCamera(camera);
      return camera !== undefined;
    },
    setDisplay: createDisplayKeeper(
      (id, display) =>
        orTell(bridge.request('cameras.setDisplay', { id, display })).then((camera) => camera && putCamera(camera)),
      window,
    ),
    guessLayouts: (id) => bridge.request('guess.layouts', { id }),
    guessThumbnails: (id, layouts, { width, height }) =>
      bridge.request('guess.thumbnails', { id, layouts: [...layouts], maxWidth: width, maxHeight: height }),
    startWithSession: (on) =>
      void orTell(bridge.request('shell.startWithSession', { on })).then((state) => state && useShell.setState({ state })),
    openLogs: () => void orTell(bridge.request('shell.openLogs', undefined)),
    setObserve: (id, observe) =>
      void orTell(bridge.request('cameras.setObserve', { id, observe })).then((camera) => camera && putCamera(camera)),
  };
}

async function loadEverything(bridge: Bridge): Promise<void> {
  const [info, settings, cameras, alarms] = await Promise.all([
    bridge.request('app.info', undefined),
    bridge.request('settings.get', undefined),
    bridge.request('cameras.list', undefined),
    bridge.request('alarms.state', undefined),
  ]);
  useConnection.setState({ info });
  setSettings(settings);
  setCameras(cameras);
  setAlarms(alarms);
  // Where the shell has no windows of its own, what holds without an answer is right.
  bridge.request('windows.state', undefined).then(
    (state) => useWindowState.setState(state),
    () => undefined,
  );
}

const SessionContext = createContext<Session | undefined>(undefined);
export const SessionProvider = SessionContext.Provider;

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('There is no session around this component.');
  return session;
}
