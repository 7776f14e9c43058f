import { Archive } from 'lucide-react';
import { Switch } from 'radix-ui';
import { useEffect, useId, useState } from 'react';
import type { Installation } from '../../../../backend/contract.ts';
import type { ErrorReport } from '../../../../native/core/errors.ts';
import { reportOf } from '../../../bridge/rejection.ts';
import { useSession } from '../../../session.ts';
import { t } from '../../../texts/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorCallout } from '../../../ui/error-callout.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { CheckList } from '../check-list.tsx';
import { PanelSection } from '../inspector/panel-section.tsx';
import { DoctorLog } from './doctor-log.tsx';
import { HealingSetting } from './healing-setting.tsx';

/** How this installation stands, what was done to locks so far, and a bundle for whoever helps. */
export function HealthDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog open title={t('common.health')} onClose={onClose}>
      <div className="health">
        <PanelSection title={t('doctor.locks')}>
          <HealingSetting />
          <DoctorLog />
        </PanelSection>
        <InstallationChecks />
        <Bundle />
      </div>
    </Dialog>
  );
}

function InstallationChecks() {
  const session = useSession();
  const [installation, setInstallation] = useState<Installation>();
  const [error, setError] = useState<ErrorReport>();

  useEffect(() => {
    session.mappings
      .request('doctor.installation', undefined)
      .then(setInstallation)
      .catch((refusal: unknown) => setError(reportOf(refusal)));
  }, [session]);

  return (
    <PanelSection title={t('doctor.installation')}>
      <div aria-live="polite">
        {error && <ErrorCallout error={error} quiet />}
        {!installation && !error && <p className="muted">{t('common.checking')}</p>}
        {installation && <CheckList checks={installation.checks} />}
      </div>
    </PanelSection>
  );
}

function Bundle() {
  const session = useSession();
  const [pixels, setPixels] = useState(false);
  const [answer, setAnswer] = useState<{ readonly path: string; readonly bytes: number }>();
  const [error, setError] = useState<ErrorReport>();
  const [busy, setBusy] = useState(false);
  const id = useId();

  async function write(): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      setAnswer(await session.mappings.request('doctor.bundle', { pixels }));
    } catch (refusal) {
      setError(reportOf(refusal));
    } finally {
      setBusy(false);
    }
  }

  return (
    <PanelSection title={t('doctor.bundle')}>
      <div className="setting">
        <div className="setting-words">
          <label className="setting-name" htmlFor={id}>
            {t('doctor.withPixels')}
          </label>
          <p className="field-note">{t('doctor.withPixelsNote')}</p>
        </div>
        <Switch.Root id={id} className="switch" checked={pixels} onCheckedChange={setPixels}>
          <Switch.Thumb className="switch-thumb" />
        </Switch.Root>
        <Button icon={Archive} disabled={busy} onClick={() => void write()}>
          {t(busy ? 'doctor.writing' : 'doctor.writeBundle')}
        </Button>
      </div>
      <div role="status">
        {error && <ErrorCallout error={error} quiet />}
        {answer && (
          <div className="command">
            <code>{answer.path}</code>
            <span className="muted">{formatBytes(answer.bytes)}</span>
            <CopyButton text={answer.path} label={t('doctor.copyPath')} />
          </div>
        )}
      </div>
    </PanelSection>
  );
}
