import { create } from 'zustand';
import type {
  CameraId,
  KeptRecording,
  RecordingState,
  RecordingsOverview,
  RecoveryState,
  ReplayState,
} from '../../backend/contract.ts';

interface RecordingsState extends RecordingsOverview {
  /** False until the backend has told what there is. */
  readonly known: boolean;
}

export const useRecordings = create<RecordingsState>(() => ({
  known: false,
  recordingFolder: '',
  snapshotFolder: '',
  kept: [],
  running: [],
  recovering: [],
  replays: [],
}));

export function setRecordings(overview: RecordingsOverview): void {
  useRecordings.setState({ ...overview, known: true });
}

export function setRunning(running: readonly RecordingState[]): void {
  useRecordings.setState({ running });
}

export function setKept(kept: readonly KeptRecording[]): void {
  useRecordings.setState({ kept });
}

export function setRecovering(recovering: readonly RecoveryState[]): void {
  useRecordings.setState({ recovering });
}

export function setReplays(replays: readonly ReplayState[]): void {
  useRecordings.setState({ replays });
}

/** For `useRecordings`: how far a file is of which a whole recording is being made; undefined where none is. */
export function recoveryOf(file: string): (state: RecordingsState) => RecoveryState | undefined {
  return ({ recovering }) => recovering.find((each) => each.file === file);
}

/** For `useRecordings`: what is being recorded of a camera, if anything. */
export function recordingOf(camera: CameraId | undefined): (state: RecordingsState) => RecordingState | undefined {
  return ({ running }) => running.find((each) => each.camera === camera);
}

/** For `useRecordings`: whether the camera is a recording that this program plays again. */
export function replays(camera: CameraId | undefined): (state: RecordingsState) => boolean {
  return (state) => state.replays.some((each) => each.camera === camera);
}
