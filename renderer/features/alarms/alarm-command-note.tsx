import { useEffect, useState } from 'react';
import type { AlarmCommand } from '../../../backend/contract.ts';
import { useSession } from '../../session.ts';
import { said } from '../../texts/said.ts';
import { t } from '../../texts/texts.ts';

/** Which command alarms run, and how to change it: not from here. */
export function AlarmCommandNote() {
  const session = useSession();
  const [command, setCommand] = useState<AlarmCommand>();
  useEffect(() => {
    void session.ask('alarms.command', undefined).then(setCommand);
  }, [session]);
  if (!command) return undefined;
  const { file, program, arguments: given, deadlineSeconds, problem } = command;
  return (
    <section aria-label={t('alarms.commandTitle')}>
      <h3>{t('alarms.commandTitle')}</h3>
      <p>
        {program === null
          ? t('alarms.commandNone')
          : t('alarms.commandSet', { command: [program, ...given].join(' '), seconds: deadlineSeconds })}
      </p>
      {problem !== null && <p className="note tone-bad">{t('alarms.commandProblem', { problem: said(problem) })}</p>}
      <p className="field-note">{t('alarms.commandHow', { file })}</p>
    </section>
  );
}
