import type { CommandHandlers } from '../command-door.ts';
import type { RecordingCommandAnswers } from '../contract-recordings.ts';
import type { HandedPixels } from './handed-pixels.ts';
import type { RecordingsService } from './recordings-service.ts';
import type { ReplaysService } from './replays-service.ts';
import { type SnapshotParts, takeSnapshot } from './snapshots-service.ts';

export interface RecordingServices {
  readonly recordings: RecordingsService;
  readonly replays: ReplaysService;
  readonly snapshots: SnapshotParts;
  readonly handed: HandedPixels;
  readonly reveal: (path: string) => Promise<void>;
}

/** The services are asked for only when a command comes. */
export function recordingHandlers<S extends object>(
  services: () => RecordingServices,
): Pick<CommandHandlers<S>, keyof RecordingCommandAnswers> {
  const done = async (work: unknown) => {
    await work;
    return null;
  };
  return {
    'recordings.list': async () => {
      const { recordings, replays } = services();
      return { ...(await recordings.overview()), replays: replays.states() };
    },
    'recordings.arm': (_page, { camera }) => done(services().recordings.arm(camera)),
    'recordings.start': (_page, { camera }) => done(services().recordings.start(camera)),
    'recordings.stop': (_page, { camera }) => done(services().recordings.stop(camera)),
    'recordings.discard': (_page, { camera }) => done(services().recordings.stop(camera, false)),
    'recordings.delete': async (_page, { file }) => {
      const { recordings, replays } = services();
      recordings.checkFree(file);
      await replays.stopFile(recordings.kept.pathOf(file));
      return done(recordings.kept.delete(file));
    },
    'recordings.restore': (_page, { file }) => done(services().recordings.kept.restore(file)),
    'recordings.recover': (_page, { file }) => done(services().recordings.recover(file)),
    'recordings.cancelRecovery': (_page, { file }) => done(services().recordings.cancelRecovery(file)),
    'replays.start': (_page, { file, name }) => {
      const { recordings, replays } = services();
      const path = recordings.kept.pathOf(file);
      return name === undefined ? replays.play(path) : replays.playAs(path, name);
    },
    'replays.control': (_page, control) => done(services().replays.control(control)),
    'replays.stop': (_page, { camera }) => done(services().replays.stop(camera)),
    'kept.reveal': (_page, { path }) => done(services().reveal(path)),
    'snapshots.hand': (page, part) => {
      services().handed.put(page, part);
      return null;
    },
    'snapshots.take': (page, wish) => {
      const { snapshots, handed } = services();
      return takeSnapshot(snapshots, wish, wish.frozen && handed.take(page));
    },
  };
}
