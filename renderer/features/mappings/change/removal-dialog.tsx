import { Trash2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { MappingId, RemovalPlan } from '../../../../backend/contract.ts';
import type { ErrorReport } from '../../../../native/core/errors.ts';
import { reportOf } from '../../../bridge/rejection.ts';
import { goTo } from '../../../route.ts';
import { useSession } from '../../../session.ts';
import { showNotice } from '../../../stores/notices-store.ts';
import { said } from '../../../texts/said.ts';
import { t } from '../../../texts/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorCallout } from '../../../ui/error-callout.tsx';
import { PlanView } from './plan-view.tsx';

interface RemovalDialogProps {
  readonly id: MappingId;
  readonly name: string;
  readonly onClose: () => void;
}

/** Asks before a name goes, and names those who still use it. */
export function RemovalDialog({ id, name, onClose }: RemovalDialogProps) {
  const session = useSession();
  const [plan, setPlan] = useState<RemovalPlan>();
  const [error, setError] = useState<ErrorReport>();
  const [busy, setBusy] = useState(false);

  const ask = useCallback(async () => {
    try {
      setPlan(await session.mappings.request('mappings.planRemoval', { id }));
    } catch (refusal) {
      setError(reportOf(refusal));
    }
  }, [session, id]);
  useEffect(() => void ask(), [ask]);

  async function remove(token: string): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      const report = await session.mappings.request('mappings.remove', { token });
      showNotice({ level: 'info', text: said(report.text) });
      if (report.removed) goTo({ view: 'mappings', mapping: undefined, tab: 'summary' });
      onClose();
    } catch (refusal) {
      // The situation has changed: it is shown as it is now, and the question is asked again.
      setError(reportOf(refusal));
      await ask();
    } finally {
      setBusy(false);
    }
  }

  const others = plan?.holders.list.filter(({ self }) => !self) ?? [];
  return (
    <Dialog open title={t(plan?.onlyLetGo ? 'change.letGoTitle' : 'change.removeTitle', { name })} onClose={onClose}>
      <div className="form">
        {error && <ErrorCallout error={error} />}
        {!plan && !error && <p className="muted">{t('change.lookingWho')}</p>}
        {plan && <PlanView plan={plan} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{t('change.keep')}</Button>
          {plan && (
            <Button
              className="button-danger"
              icon={Trash2}
              disabled={busy || plan.refusal !== null}
              onClick={() => void remove(plan.token)}
            >
              {t(plan.onlyLetGo ? 'change.letGo' : others.length > 0 ? 'change.removeAnyway' : 'change.remove')}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
