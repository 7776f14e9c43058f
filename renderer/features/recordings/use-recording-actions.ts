import type { Camera, SnapshotKind } from '../../../backend/contract.ts';
import { useActions } from '../../actions/use-actions.ts';
import { type Session, useSession } from '../../session.ts';
import { useOnDesktop } from '../../stores/connection-store.ts';
import { displayOf, useDisplays } from '../../stores/display-store.ts';
import { useLook } from '../../stores/look-store.ts';
import { showNotice } from '../../stores/notices-store.ts';
import { recordingOf, useRecordings } from '../../stores/recordings-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { toggleSidePanel, useView } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { formatBytes, formatSize } from '../../ui/format.ts';

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

export async function takeSnapshot(session: Session, camera: Camera, kind: SnapshotKind): Promise<void> {
  const display = displayOf(camera)(useDisplays.getState());
  const taken = await session.ask('snapshots.take', { camera: camera.id, kind, display });
  if (!taken) return;
  const { path, bytes } = taken;
  const saved = t('recordings.snapshotSaved', { kind: taken.kind, size: formatSize(taken), bytes: formatBytes(bytes), path });
  const frozen = useLook.getState().freezes[useView.getState().activeTile] !== undefined;
  const text = frozen ? `${saved} ${t('recordings.snapshotLive')}` : saved;
  showNotice({ level: 'info', text, path, kept: true });
}

/** Of the desktop program: any file, wherever it lies. */
export async function openRecording(session: Session): Promise<void> {
  const { camera } = (await session.ask('shell.openRecording', undefined)) ?? {};
  if (camera) session.select(camera);
}
