/** What the backend needs of the machine, put together once per process: the native parts are loaded when somebody first looks. */

import { forgetInCameraList } from '../native/camera/camera-list-file.ts';
import { CameraProbe } from '../native/camera/camera-probe.ts';
import { discoverMappings } from '../native/camera/discovery.ts';
import { FramePoller } from '../native/camera/frame-poller.ts';
import { ReaderPool } from '../native/camera/reader-pool.ts';
import type { Clock, ReaderHappening } from '../native/camera/reader-types.ts';
import { type Healing, SharedMapping } from '../native/camera/shared-mapping.ts';
import type { MappingName, Namespace } from '../native/core/names.ts';
import type { Sentence } from '../native/core/sentences/sentence.ts';
import { type Framelock, loadFramelock } from '../native/os/framelock.ts';
import { getOsBackend } from '../native/os/index.ts';
import type { OsBackend } from '../native/os/os-backend.ts';
import { WatchSet } from '../native/os/watch-set.ts';
import type { Discovered } from './camera-service.ts';
import type { AppInfo } from './contract.ts';

/** More than anybody puts on screens; a slot costs half a kilobyte. */
const MAX_WATCHED = 256;

export interface Engine {
  readonly os: OsBackend;
  readonly framelock: Framelock;
  readonly platform: AppInfo['platform'];
  readonly pageBytes: number;
  readonly pool: ReaderPool;
  discover(): readonly Discovered[];
  /** Takes a name out of the camera list. */
  unlist(name: string): void;
  probe(name: MappingName): CameraProbe;
  nameOf(name: string, namespace: Namespace): MappingName;
  close(): Promise<void>;
}

export interface EngineEvents {
  readonly onChange: () => void;
  readonly onNotice: (level: 'info' | 'warning', text: Sentence) => void;
  readonly onHappening: (name: string, namespace: Namespace, happening: ReaderHappening) => void;
}

/** Throws NATIVE_LIBRARY or UNSUPPORTED where this machine cannot do it. */
export function startEngine(events: EngineEvents, healing: Healing): Engine {
  const os = getOsBackend();
  const framelock = loadFramelock();
  const clock: Clock = { monotonicNs: () => framelock.now(), epochMs: () => Date.now() };
  const poller = new FramePoller(new WatchSet(MAX_WATCHED));
  const pool = new ReaderPool(
    {
      ...{ poller, clock },
      open: (request) => SharedMapping.open({ ...request, healing }),
      copy: (source, plan, target) => framelock.copyAsync(source, plan, target),
    },
    events,
  );
  return {
    os,
    framelock,
    platform: os.platform,
    pageBytes: os.pageBytes,
    pool,
    discover: () => discoverMappings({ absent: true }),
    unlist: (name) => void forgetInCameraList(name),
    probe: (name) => new CameraProbe(name, (options) => SharedMapping.open(options), clock),
    nameOf: (name, namespace) => os.name(name, namespace),
    async close() {
      await pool.close();
      await poller.close();
    },
  };
}
