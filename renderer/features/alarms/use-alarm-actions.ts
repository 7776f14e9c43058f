import { useSession } from '../../session.ts';
import { openAlarms, setAlarms, useAlarms } from '../../stores/alarms-store.ts';

const SHORT_SILENCE_MINUTES = 5;

export interface AlarmActions {
  acknowledge(keys: readonly string[]): void;
  /** Undefined: there is none to acknowledge. */
  readonly acknowledgeAll: (() => void) | undefined;
  /** 0: no longer. */
  silence(minutes: number): void;
  /** For a few minutes, or no longer. */
  toggleSilence(): void;
}

export function useAlarmActions(): AlarmActions {
  const session = useSession();
  const state = useAlarms();
  const open = openAlarms(state);
  const acknowledge = (keys: readonly string[]) =>
    void session.ask('alarms.acknowledge', { keys: [...keys] }).then((next) => next && setAlarms(next));
  const silence = (minutes: number) => void session.ask('alarms.silence', { minutes }).then((next) => next && setAlarms(next));
  return {
    acknowledge,
    acknowledgeAll: open.length > 0 ? () => acknowledge(open.map(({ key }) => key)) : undefined,
    silence,
    toggleSilence: () => silence(state.silencedUntil === null ? SHORT_SILENCE_MINUTES : 0),
  };
}
