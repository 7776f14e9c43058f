import { Scaling } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Mapping, ResizePlan } from '../../../../backend/contract.ts';
import type { ErrorReport } from '../../../../native/core/errors.ts';
import { LOCK_BYTES } from '../../../../native/core/lock-word.ts';
import { reportOf } from '../../../bridge/rejection.ts';
import { showMapping } from '../../../route.ts';
import { useSession } from '../../../session.ts';
import { useCameras } from '../../../stores/cameras-store.ts';
import { showNotice } from '../../../stores/notices-store.ts';
import { t } from '../../../texts/texts.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { DialogActions } from '../../../ui/dialog-actions.tsx';
import { ErrorCallout } from '../../../ui/error-callout.tsx';
import { exactBytes } from '../../../ui/format.ts';
import { SizeFields } from '../create/size-fields.tsx';
import { layoutOf, regionsOf, sizeFormOfMapping, sizeOf } from '../create/size-form.ts';
import { PanelSection } from '../inspector/panel-section.tsx';
import { OpenLines } from '../open-lines-list.tsx';
import { SectionPicture } from '../section-picture.tsx';
import { PlanView } from './plan-view.tsx';

interface ResizeDialogProps {
  readonly mapping: Mapping;
  readonly onClose: () => void;
}

/** Another size under the same name: first the numbers, then what that means for those who use it, then the deed. */
export function ResizeDialog({ mapping, onClose }: ResizeDialogProps) {
  const session = useSession();
  const { id, name, trailer, payloadBytes, realBytes, pageBytes } = mapping;
  const typed = useCameras(({ cameras }) => cameras.find((camera) => camera.id === id)?.layout);
  const [first] = useState(() => {
    const bytes = payloadBytes ?? Math.max(1, (realBytes ?? pageBytes) - LOCK_BYTES);
    return sizeFormOfMapping(trailer ? { ...trailer, offsetBytes: 0 } : typed, bytes, { pageBytes, trailer: true });
  });
  const [form, setForm] = useState(first);
  const same = JSON.stringify([layoutOf(form), sizeOf(form)]) === JSON.stringify([layoutOf(first), sizeOf(first)]);
  const [plan, setPlan] = useState<ResizePlan>();
  const [error, setError] = useState<ErrorReport>();
  const [busy, setBusy] = useState(false);

  async function run(deed: () => Promise<void>): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      await deed();
    } catch (refusal) {
      setError(reportOf(refusal));
    } finally {
      setBusy(false);
    }
  }

  const ask = (): Promise<void> =>
    run(async () => {
      const layout = layoutOf(form);
      const wish = { id, payloadBytes: sizeOf(form).payloadBytes, layout: layout && { ...layout } };
      setPlan(await session.mappings.request('mappings.planResize', wish));
    });

  const resize = (token: string): Promise<void> =>
    run(async () => {
      try {
        const resized = await session.mappings.request('mappings.resize', { token });
        showNotice({ level: 'info', text: t('change.resized', { name, bytes: exactBytes(resized.realBytes ?? 0) }) });
        onClose();
        showMapping(resized.id);
      } catch (refusal) {
        // The situation has changed: it is shown as it is now, and the question is asked again.
        await ask();
        throw refusal;
      }
    });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (plan) void resize(plan.token);
    else if (!form.problem && !same) void ask();
  }

  return (
    <Dialog open title={t('change.resizeTitle', { name })} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        {error && <ErrorCallout error={error} />}
        {plan ? (
          <>
            <p>{t('change.fromTo', { from: exactBytes(plan.from.realBytes), to: exactBytes(plan.to.realBytes) })}</p>
            <PlanView plan={plan} />
            <PanelSection title={t('change.writerMust')}>
              <OpenLines lines={plan.openLines} />
            </PanelSection>
          </>
        ) : (
          <>
            <SizeFields form={form} onChange={setForm} />
            <SectionPicture regions={regionsOf(form)} pageBytes={pageBytes} />
          </>
        )}
        <DialogActions
          icon={Scaling}
          label={t(plan ? 'change.resize' : 'change.whatIf')}
          disabled={busy || form.problem !== undefined || (plan ? plan.refusal !== null : same)}
          onCancel={plan ? () => setPlan(undefined) : onClose}
          cancelLabel={t(plan ? 'change.back' : 'common.cancel')}
        />
      </form>
    </Dialog>
  );
}
