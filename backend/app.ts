/**
 * Everything behind the two shells, put together: one Backend per process, one Session per page. A shell brings the transport (how
 * requests, events and frames travel) and who may open a session; all that a request means is decided here, the same for both.
 */

import { SharedCameraError, toErrorReport } from '../native/core/errors.ts';
import { inEnglish } from '../native/core/sentences/sentence.ts';
import { CameraService, idOf } from './camera-service.ts';
import { type CommandHandlers, createCommandDoor } from './command-door.ts';
import type {
  AppInfo,
  Camera,
  CameraId,
  CommandAnswers,
  CommandName,
  EventName,
  Events,
  RaisedAlarm,
  Settings,
  ShellHandlers,
} from './contract.ts';
import type { ReplayState } from './contract-recordings.ts';
import { DemoCamera, type StartProgram } from './demo-camera.ts';
import { DoctorLog } from './doctor-log.ts';
import { type Engine, startEngine } from './engine.ts';
import { GuessService } from './guess/guess-service.ts';
import { AlarmRunner } from './health/alarm-command.ts';
import { healthHandlers } from './health/health-handlers.ts';
import { HealthService } from './health/health-service.ts';
import { checkInstallation } from './installation.ts';
import { MappingDesk } from './mapping-desk.ts';
import { forwardMappingCommands } from './mapping-handlers.ts';
import { HandedPixels } from './recordings/handed-pixels.ts';
import { type RecordingServices, recordingHandlers } from './recordings/recording-handlers.ts';
import { RecordingsService } from './recordings/recordings-service.ts';
import { ReplaysService } from './recordings/replays-service.ts';
import { reveal } from './recordings/reveal.ts';
import { planImport } from './settings-import.ts';
import { defaultSettingsDir, SAFE_SETTINGS, SettingsStore } from './settings-store.ts';
import { BROWSER_SHELL, forwardShellCommands } from './shell-handlers.ts';
import { type SinkFactory, StreamHub } from './stream-hub.ts';

export type { FrameSink, SinkFactory } from './stream-hub.ts';

export interface BackendOptions {
  readonly shell: AppInfo['shell'];
  readonly version: string;
  /** Folder of the settings file; by default SHAREDCAM_HOME or the user's configuration folder. */
  readonly settingsDir?: string;
  /** Without what was remembered, drawn plainly, only looking; nothing that is changed is kept. */
  readonly safeMode?: boolean;
  /** How a program of ours is started beside this one; left out: not at all. */
  readonly startProgram?: StartProgram;
  /** Shows a file or folder where the system shows files; left out: not at all. */
  readonly showInFolder?: (path: string) => void;
  /** Refusals and failures, one line each; stderr by default. */
  readonly log?: (line: string) => void;
}

export type EventSink = <E extends EventName>(event: E, value: Events[E]) => void;

export interface Session {
  /** Name and argument as they came from the page, unchecked. Rejects with a SharedCameraError, always (`toErrorReport(error)`). */
  request(command: unknown, argument: unknown): Promise<CommandAnswers[CommandName]>;
  /** A credit as it came from the page, unchecked: what is no credit of an open stream is ignored. */
  credit(value: unknown): void;
  /** Closes the streams (and their sinks) of this page. Afterwards requests are refused with CLOSED. */
  close(): void;
}

export interface Backend {
  /** `shell` answers what belongs to the page's window; by default as a browser. */
  openSession(openSink: SinkFactory, onEvent: EventSink, shell?: ShellHandlers): Session;
  /**
   * Keeps the list of cameras up to date without a page (for a tray), and tells it with the settings whenever either changes, until the
   * returned function is called.
   */
  watchCameras(listener: CamerasListener): () => void;
  /** Tells every alarm that is raised, whether or not there is a page, until the returned function is called. */
  watchAlarms(listener: AlarmListener): () => void;
  /** Publishes a recording as a camera, wherever the file lies; where it plays already that replay is told. */
  playRecording(path: string): Promise<ReplayState>;
  /** How many recordings run now. */
  recordings(): number;
  /** Closes every session, mapping and the waiting thread; resolves when nothing keeps the process alive any more. */
  close(): Promise<void>;
}

export type AlarmListener = (raised: RaisedAlarm) => void;
export type CamerasListener = (cameras: readonly Camera[], settings: Settings) => void;

/** A session as the backend keeps it. */
interface Page {
  readonly hub: StreamHub;
  readonly tell: EventSink;
  readonly shell: ShellHandlers;
  /** Stops the list from being kept up to date for this page; undefined while it is hidden. */
  unwatch: (() => void) | undefined;
  /** Was told that the settings could not be read as they were. */
  warned: boolean;
  closed: boolean;
}

/** What needs the native parts. */
interface Running extends RecordingServices {
  readonly engine: Engine;
  readonly cameras: CameraService;
  readonly desk: MappingDesk<Page>;
  readonly health: HealthService;
}

export function createBackend(options: BackendOptions): Backend {
  const { shell, version, log = (line) => console.error(line) } = options;
  const settingsDir = options.settingsDir ?? defaultSettingsDir();
  const settings = new SettingsStore(settingsDir, options.safeMode ? SAFE_SETTINGS : undefined);
  const pages = new Set<Page>();
  const watchers = new Set<CamerasListener>();
  const alarmListeners = new Set<AlarmListener>();
  const alarmRunner = new AlarmRunner(settingsDir, log);
  const guess = new GuessService();
  let running: Running | undefined;
  let closed = false;

  const tellAll: EventSink = (event, value) => {
    for (const page of pages) page.tell(event, value);
  };
  settings.onChange((value) => tellAll('settings.changed', value));

  const demo = new DemoCamera(options.startProgram, (text) => {
    log(inEnglish(text));
    tellAll('notice', { level: 'warning', text });
  });

  /** The native parts are started by the first request that needs them; where that fails, the request is refused with the reason. */
  function run() {
    if (closed) throw new SharedCameraError('CLOSED', 'The program is ending.');
    running ??= start();
    return running;
  }

  function start(): Running {
    const engine = startEngine(
      {
        onChange: () => cameras.changed(),
        onNotice: (level, text) => {
          log(inEnglish(text));
          tellAll('notice', { level, text });
        },
        onHappening: (name, namespace, happening) => health.note(idOf(name, namespace), happening),
      },
      {
        allowed: () => settings.current.healLocks,
        done: (name, report) => desk.noteRecovery(name, report),
      },
    );
    const { os, framelock, pool } = engine;
    const desk = new MappingDesk<Page>(
      {
        ...{ os, framelock, settings, settingsDir, version, tellAll, log },
        waitsOf: ({ name, namespace }) => pool.find(name, namespace)?.lockWaits() ?? null,
      },
      ({ hub, tell }) => ({ visible: hub.visible, tell }),
    );
    const cameras: CameraService = new CameraService({
      discover: () => engine.discover(),
      unlist: (name) => engine.unlist(name),
      probe: (name) => engine.probe(name),
      nameOf: (name, namespace) => engine.nameOf(name, namespace),
      pool: engine.pool,
      settings,
      letsGo: engine.platform === 'win32',
      onChanged: (list) => {
        health.observe(list);
        tellAll('cameras.changed', list);
        for (const listener of watchers) listener(list, settings.current);
      },
      onStats: (stats) => {
        for (const { hub, tell } of pages) if (hub.visible) tell('cameras.stats', stats);
      },
      log,
    });
    const health = new HealthService({
      rules: () => settings.current.alarmRules,
      takeSeconds: () => cameras.takeSeconds(),
      keep: (id) => cameras.keep(id),
      tell: tellAll,
      onRaised: (raised) => {
        for (const listener of alarmListeners) listener(raised);
      },
      // In safe mode nothing of what was set up acts by itself.
      runCommand: (alarm) => !options.safeMode && alarmRunner.run(alarm),
      now: () => Date.now(),
    });
    const ofCamera = {
      acquire: (id: CameraId) => cameras.acquire(id),
      nameOf: (id: CameraId) => cameras.whereIs(id).name,
      keeping: () => settings.current.keeping,
    };
    const recordings = new RecordingsService({ ...ofCamera, tellAll, log });
    const replays = new ReplaysService({ now: () => framelock.now(), tellAll, log });
    return {
      ...{ engine, cameras, desk, health, recordings, replays },
      snapshots: ofCamera,
      handed: new HandedPixels(),
      reveal: (path) => reveal(path, settings.current.keeping, options.showInFolder),
    };
  }

  function look(page: Page): CameraService {
    const { cameras } = run();
    if (page.hub.visible) page.unwatch ??= cameras.watch();
    return cameras;
  }

  const handlers: CommandHandlers<Page> = {
    'app.info': () => {
      const { platform, pageBytes } = run().engine;
      return { version, shell, platform, pageBytes };
    },
    'cameras.list': (page) => look(page).list(),
    'cameras.refresh': (page) => look(page).refresh(),
    'cameras.add': (page, { name, namespace }) => look(page).add(name, namespace),
    'cameras.forget': async (page, { id }) => {
      await look(page).forget(id);
      return null;
    },
    'cameras.setLayout': (page, { id, layout }) => look(page).setLayout(id, layout ?? undefined),
    'cameras.setObserve': (page, { id, observe }) => look(page).setObserve(id, observe ?? undefined),
    'cameras.setDisplay': (page, { id, display }) => look(page).setDisplay(id, display ?? undefined),
    'guess.layouts': (page, { id }) => guess.layouts(look(page).whereIs(id)),
    'guess.thumbnails': (page, { id, layouts, maxWidth, maxHeight }) =>
      guess.thumbnails(look(page).whereIs(id), layouts, maxWidth, maxHeight),
    'demo.start': () => ({ camera: demo.start() }),
    'settings.get': () => settings.current,
    'settings.set': (_page, change) => settings.set(change),
    'settings.planImport': (_page, { content }) => planImport(content, settings.current),
    'stream.open': (page, argument) => {
      look(page);
      return page.hub.open(argument);
    },
    'stream.resize': ({ hub }, argument) => {
      hub.resize(argument);
      return null;
    },
    'stream.close': ({ hub }, { stream }) => {
      hub.closeStream(stream);
      return null;
    },
    'stream.visibility': (page, { visible, stream }) => {
      if (stream !== undefined) {
        page.hub.setStreamVisible(stream, visible);
        return null;
      }
      page.hub.setVisible(visible);
      if (visible) look(page);
      else stopLooking(page);
      running?.desk.show(page);
      return null;
    },
    ...recordingHandlers<Page>(run),
    ...healthHandlers<Page>(() => run().health, settingsDir),
    ...forwardMappingCommands<Page>(() => run().desk.handlers),
    ...forwardShellCommands<Page>((page) => page.shell),
    // These answer where the native parts are missing, too.
    'doctor.installation': () => checkInstallation(settingsDir),
    'doctor.log': (_page, { limit }) => new DoctorLog(settingsDir).read(limit),
  };
  const door = createCommandDoor(handlers, log);

  return {
    openSession(openSink, onEvent, pageShell = BROWSER_SHELL) {
      const hub = new StreamHub(openSink, (camera) => run().cameras.acquire(camera));
      const page: Page = {
        hub,
        tell: onEvent,
        shell: pageShell,
        unwatch: undefined,
        warned: settings.problem === undefined,
        closed: false,
      };
      pages.add(page);
      return {
        async request(command, argument) {
          if (page.closed || closed) throw new SharedCameraError('CLOSED', 'The session is closed.');
          warn(page);
          return door.handle(page, command, argument);
        },
        credit: (value) => hub.credit(value),
        close: () => closePage(page),
      };
    },
    watchCameras(listener) {
      let unwatch = (): void => {};
      const failed = (error: unknown): void => log(`cameras are not watched: ${toErrorReport(error).message}`);
      const tell = (list: readonly Camera[]): void => {
        // A look that has begun ends later than the wish to hear of it.
        if (watchers.has(listener)) listener(list, settings.current);
      };
      const ask = (cameras: CameraService): void => void cameras.list().then(tell).catch(failed);
      const unsubscribe = settings.onChange(() => running && ask(running.cameras));
      watchers.add(listener);
      try {
        const { cameras } = run();
        unwatch = cameras.watch();
        ask(cameras);
      } catch (error) {
        failed(error);
      }
      return () => {
        watchers.delete(listener);
        unsubscribe();
        unwatch();
      };
    },
    watchAlarms(listener) {
      alarmListeners.add(listener);
      return () => alarmListeners.delete(listener);
    },
    playRecording: async (path) => run().replays.play(path),
    recordings: () => running?.recordings.states().filter(({ state }) => state === 'recording').length ?? 0,
    async close() {
      closed = true;
      for (const page of [...pages]) closePage(page);
      // Recordings get their ends before what they show goes: publishers, then mappings.
      await inTurn([
        () => running?.recordings.close(),
        () => Promise.all([running?.replays.close(), demo.close()]),
        () => running?.health.close(),
        () => alarmRunner.close(),
        () => guess.close(),
        () => running?.desk.close(),
        () => running?.cameras.close(),
        () => running?.engine.close(),
        () => settings.settled(),
      ]);
    },
  };

  /** With the first request, because a page that asks also listens. */
  function warn(page: Page): void {
    if (!page.warned && settings.problem) page.tell('notice', { level: 'warning', text: settings.problem });
    page.warned = true;
  }

  function closePage(page: Page): void {
    page.closed = true;
    pages.delete(page);
    stopLooking(page);
    running?.desk.leave(page);
    running?.handed.forget(page);
    page.hub.close();
  }
}

/** Whatever goes wrong with one of them, the others have their turn; the first failure is told in the end. */
async function inTurn(steps: readonly (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps)
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  if (failures.length > 0) throw failures[0];
}

function stopLooking(page: Page): void {
  page.unwatch?.();
  page.unwatch = undefined;
}
