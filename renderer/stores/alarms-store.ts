import { create } from 'zustand';
import type { Alarm, AlarmsState } from '../../backend/contract.ts';

export const useAlarms = create<AlarmsState>(() => ({ alarms: [], silencedUntil: null }));

export function setAlarms(state: AlarmsState): void {
  useAlarms.setState(state);
}

/** Those that nobody has acknowledged. */
export function openAlarms({ alarms }: AlarmsState): readonly Alarm[] {
  return alarms.filter(({ acknowledged }) => !acknowledged);
}
