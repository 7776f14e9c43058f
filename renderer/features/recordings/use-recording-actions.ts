import type { Camera } from '../../../backend/contract.ts';
import { useActions } from '../../actions/use-actions.ts';
import { type Session, useSession } from '../../session.ts';
import { useOnDesktop } from '../../stores/connection-store.ts';
import { recordingOf, useRecordings } from '../../stores/recordings-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { toggleSidePanel } from '../../stores/view-store.ts';
import { takeSnapshot } from './take-snapshot.ts';

/** What is kept of a camera, by key. */
export function useRecordingActions(camera: Camera | undefined): void {
  const session = useSession();
  const snapshot = useSettings(({ keeping }) => keeping.snapshot);
  const pretriggerSeconds = useSettings(({ keeping }) => keeping.pretriggerSeconds);
  const recording = useRecordings((state) => recordingOf(camera?.id)(state)?.state);
  const onDesktop = useOnDesktop();
  const canArm = camera && recording !== 'recording' && recording !== 'ending' && pretriggerSeconds > 0;
  useActions({
    'keep.snapshot': camera && (() => void takeSnapshot(session, camera, snapshot)),
    'keep.dump': camera && (() => void takeSnapshot(session, camera, 'raw')),
    'keep.record': camera && recording !== 'ending' ? () => toggleRecording(session, camera) : undefined,
    'keep.arm': canArm ? () => toggleArmed(session, camera) : undefined,
    'keep.panel': () => toggleSidePanel('recordings'),
    'keep.open': onDesktop ? () => void openRecording(session) : undefined,
  });
}

export function toggleRecording(session: Session, { id }: Camera): void {
  const running = recordingOf(id)(useRecordings.getState());
  void session.ask(running?.state === 'recording' ? 'recordings.stop' : 'recordings.start', { camera: id });
}

export function toggleArmed(session: Session, { id }: Camera): void {
  const running = recordingOf(id)(useRecordings.getState());
  void session.ask(running ? 'recordings.stop' : 'recordings.arm', { camera: id });
}

/** Of the desktop program: any file, wherever it lies. */
export async function openRecording(session: Session): Promise<void> {
  const { camera } = (await session.ask('shell.openRecording', undefined)) ?? {};
  if (camera) session.select(camera);
}
