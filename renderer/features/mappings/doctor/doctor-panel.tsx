import { Hourglass, RefreshCw, Scale, ShieldAlert, ShieldCheck, Trash2, TriangleAlert, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { Diagnosis, DoctorAction, Evidence, Mapping, Rung } from '../../../../backend/contract.ts';
import { rich } from '../../../texts/rich.tsx';
import { said } from '../../../texts/said.ts';
import { t } from '../../../texts/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorCallout } from '../../../ui/error-callout.tsx';
import { formatDuration, formatTime } from '../../../ui/format.ts';
import { useNow } from '../../../ui/use-now.ts';
import { HoldersTable } from '../holders-table.tsx';
import { PanelSection } from '../inspector/panel-section.tsx';
import { openMappingDialog } from '../mapping-dialogs.ts';
import { VerdictIcon } from '../verdict-badge.tsx';
import { verdictWords } from '../verdict-words.ts';
import { DoctorLog } from './doctor-log.tsx';
import { ForceDialog } from './force-dialog.tsx';
import { HealingSetting } from './healing-setting.tsx';
import { useDiagnosis } from './use-diagnosis.ts';
import { type Healing, useHealing } from './use-healing.ts';

/** Says whether the lock is busy or stuck, why, and what can safely be done. */
export function DoctorPanel({ mapping }: { readonly mapping: Mapping }) {
  const { diagnosis, error, looking, look } = useDiagnosis(mapping);
  const healing = useHealing(look);
  const [forcing, setForcing] = useState<DoctorAction>();
  return (
    <>
      <div className="doctor-words" aria-live="polite">
        {error && <ErrorCallout error={error} quiet />}
        {!diagnosis && !error && <p className="muted">{t('doctor.watching')}</p>}
        {diagnosis && <Verdict mapping={mapping} diagnosis={diagnosis} looking={looking} onLook={look} />}
        <Outcome healing={healing} />
      </div>
      {diagnosis && (
        <>
          <Actions diagnosis={diagnosis} healing={healing} looking={looking} onForce={setForcing} />
          {diagnosis.evidence.length > 0 && (
            <PanelSection title={t('doctor.evidence')}>
              <ul className="evidence">
                {diagnosis.evidence.map((each) => (
                  <EvidenceLine key={said(each.text)} evidence={each} />
                ))}
              </ul>
            </PanelSection>
          )}
          <PanelSection title={t('doctor.ladder')}>
            <Ladder rung={diagnosis.lock?.state === 'free' ? undefined : diagnosis.rung} needed={diagnosis.token !== null} />
          </PanelSection>
          {!diagnosis.error && (
            <PanelSection title={t('common.open')}>
              <HoldersTable holders={diagnosis.holders} />
            </PanelSection>
          )}
        </>
      )}
      <PanelSection title={t('doctor.itself')}>
        <HealingSetting />
      </PanelSection>
      <PanelSection title={t('doctor.logOf')}>
        <DoctorLog mapping={mapping.id} word={mapping.lock?.word} onUndo={(entry) => void healing.undo(entry)} />
      </PanelSection>
      {forcing && diagnosis && (
        <ForceDialog diagnosis={diagnosis} action={forcing} healing={healing} onClose={() => setForcing(undefined)} />
      )}
    </>
  );
}

interface VerdictProps {
  readonly mapping: Mapping;
  readonly diagnosis: Diagnosis;
  readonly looking: boolean;
  readonly onLook: () => void;
}

function Verdict({ mapping, diagnosis, looking, onLook }: VerdictProps) {
  const { tone, word } = verdictWords(diagnosis);
  return (
    <section className={`verdict verdict-${tone}`} aria-label={t('doctor.verdict')}>
      <span className={`verdict-sign tone-${tone}`}>
        <VerdictIcon of={diagnosis} />
      </span>
      <div>
        <h3 className={`verdict-word tone-${tone}`}>
          {word}
          {diagnosis.lock && diagnosis.lock.state !== 'free' && (
            <HeldFor since={heldSince(mapping, diagnosis)} at={diagnosis.at} />
          )}
        </h3>
        <p>{said(diagnosis.summary)}</p>
        {diagnosis.lock && (
          <p className="muted">
            {rich('doctor.lookedAt', { word: <code>0x{diagnosis.lock.word}</code>, time: formatTime(diagnosis.at) })}
          </p>
        )}
      </div>
      <Button kind="quiet" icon={RefreshCw} disabled={looking} onClick={onLook}>
        {looking ? t('doctor.looking') : t('common.lookAgain')}
      </Button>
    </section>
  );
}

/** The overview may have seen the same word for longer than the diagnosis, which watches it for a second. */
function heldSince({ lock, lockSince }: Mapping, { at, heldForMs, lock: diagnosed }: Diagnosis): number {
  const since = at - heldForMs;
  return lockSince !== null && lock?.word === diagnosed?.word ? Math.min(since, lockSince) : since;
}

function HeldFor({ since, at }: { readonly since: number; readonly at: number }) {
  const now = Math.max(useNow(), at);
  return (
    <span className="held-for" role="timer">
      {' '}
      {t('doctor.unchanged', { duration: formatDuration(now - since) })}
    </span>
  );
}

const SPEAKS_FOR: Readonly<Record<Evidence['speaksFor'], { readonly icon: typeof Scale; readonly tone: string }>> = {
  stuck: { icon: TriangleAlert, tone: 'bad' },
  busy: { icon: RefreshCw, tone: 'waiting' },
  neither: { icon: Scale, tone: 'idle' },
};

function EvidenceLine({ evidence: { speaksFor, text } }: { readonly evidence: Evidence }) {
  const { icon: Icon, tone } = SPEAKS_FOR[speaksFor];
  return (
    <li>
      <Icon aria-hidden className={`icon tone-${tone}`} />
      <span>{said(text)}</span>
      <span className={`evidence-side tone-${tone}`}>{t(`doctor.speaks.${speaksFor}`)}</span>
    </li>
  );
}

const RUNGS = [0, 1, 2, 3] as const satisfies readonly Rung[];

function Ladder({ rung, needed }: { readonly rung: Rung | undefined; readonly needed: boolean }) {
  return (
    <ol className="ladder">
      {RUNGS.map((number) => (
        <li key={number} data-current={number === rung} {...(number === rung ? { 'aria-current': 'step' } : {})}>
          <span className="ladder-number" aria-hidden>
            {number}
          </span>
          <span>
            <strong>{t(`doctor.rung${number}.title`)}</strong>
            {number === rung && needed && <span className="chip">{t(rung === 3 ? 'doctor.onlyYou' : 'doctor.safeNow')}</span>}
            <br />
            <span className="muted">{t(`doctor.rung${number}.text`)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

interface ActionsProps {
  readonly diagnosis: Diagnosis;
  readonly healing: Healing;
  /** What is offered may be outdated in a moment. */
  readonly looking: boolean;
  readonly onForce: (action: DoctorAction) => void;
}

function Actions({ diagnosis: { id, safeActions, token }, healing, looking, onForce }: ActionsProps) {
  const busy = healing.busy || looking;
  if (safeActions.length === 0) return undefined;
  return (
    <PanelSection title={t('doctor.canBeDone')}>
      <ul className="doctor-actions">
        {safeActions.map((action) => (
          <li key={action.kind}>
            <p>{said(action.text)}</p>
            {action.kind === 'wait' && <Hourglass aria-hidden className="icon tone-waiting" />}
            {action.kind === 'release' && token !== null && (
              <Button kind="primary" icon={ShieldCheck} disabled={busy} onClick={() => void healing.heal(token)}>
                {t('doctor.release')}
              </Button>
            )}
            {action.kind === 'force' && token !== null && (
              <Button className="button-danger" icon={ShieldAlert} disabled={busy} onClick={() => onForce(action)}>
                {t('doctor.forceAsk')}
              </Button>
            )}
            {action.kind === 'remove-stale' && (
              <Button icon={Trash2} onClick={() => openMappingDialog({ kind: 'remove', id })}>
                {t('doctor.removeAsk')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

/** What came of the last deed, with the way back where there is one. */
function Outcome({ healing: { report, error, busy, undo } }: { readonly healing: Healing }) {
  return (
    <>
      {error && <ErrorCallout error={error} quiet />}
      {report && (
        <div className={`callout ${report.entry.done ? 'callout-good' : 'callout-bad'}`}>
          <p>{said(report.text)}</p>
          <p className="muted">
            <code>0x{report.before}</code> → <code>0x{report.after}</code>
          </p>
          {report.undoable && (
            <Button icon={Undo2} disabled={busy} onClick={() => void undo(report.entry.id)}>
              {t('common.takeBack')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
