import type { CommandHandlers } from '../command-door.ts';
import type { HealthCommandAnswers } from '../contract-health.ts';
import { readAlarmCommand } from './alarm-command.ts';
import type { HealthService } from './health-service.ts';

export function healthHandlers<S>(
  health: () => HealthService,
  settingsDir: string,
): Pick<CommandHandlers<S>, keyof HealthCommandAnswers> {
  return {
    'health.figures': (_page, { id, from, since }) => health().figures(id, from, since),
    'health.events': (_page, { id }) => health().events(id),
    'alarms.state': () => health().alarms(),
    'alarms.acknowledge': (_page, { keys }) => health().acknowledge(keys),
    'alarms.silence': (_page, { minutes }) => health().silence(minutes),
    'alarms.command': () => readAlarmCommand(settingsDir),
  };
}
