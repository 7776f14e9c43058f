import { Download, Undo2, Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ImportPlan, Settings } from '../../../backend/contract.ts';
import { reportOf } from '../../bridge/rejection.ts';
import { useSession } from '../../session.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { t } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';

const FILE_NAME = 'shared-camera-viewer-settings.json';
const LONGEST_VALUE = 80;

/** All settings as a file and back, keys and layouts included. What a file would change is shown before, and can be taken back after. */
export function SettingsFile() {
  const session = useSession();
  const picker = useRef<HTMLInputElement>(null);
  const [plan, setPlan] = useState<ImportPlan>();
  const [before, setBefore] = useState<Partial<Settings>>();
  const [error, setError] = useState<string>();

  async function read(file: File | undefined): Promise<void> {
    setPlan(undefined);
    setBefore(undefined);
    setError(undefined);
    if (!file) return;
    try {
      setPlan(await session.mappings.request('settings.planImport', { content: await file.text() }));
    } catch (refusal) {
      const { message, remedy } = reportOf(refusal);
      setError(`${message} ${remedy}`);
    }
  }

  function apply({ changes, settings }: ImportPlan): void {
    setBefore(Object.fromEntries(changes.map(({ setting, from }) => [setting, from])));
    session.changeAll(settings);
    setPlan(undefined);
  }

  return (
    <div className="settings-file">
      <div className="settings-file-buttons">
        <Button icon={Download} onClick={exportSettings}>
          {t('settings.export')}
        </Button>
        <Button icon={Upload} onClick={() => picker.current?.click()}>
          {t('settings.import')}
        </Button>
        <input
          ref={picker}
          type="file"
          accept="application/json,.json"
          hidden
          aria-label={t('settings.import')}
          onChange={({ target }) => {
            void read(target.files?.[0]);
            target.value = ''; // the same file again is a choice, too
          }}
        />
      </div>
      <p className="field-note">{t('settings.fileNote')}</p>
      <div aria-live="polite">
        {error && (
          <p className="callout callout-bad" role="alert">
            {error}
          </p>
        )}
        {plan && <Changes plan={plan} onApply={() => apply(plan)} onCancel={() => setPlan(undefined)} />}
        {before && (
          <div className="callout callout-good">
            <p>{t('settings.imported')}</p>
            <Button
              icon={Undo2}
              onClick={() => {
                session.changeAll(before);
                setBefore(undefined);
              }}
            >
              {t('settings.undoImport')}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

interface ChangesProps {
  readonly plan: ImportPlan;
  readonly onApply: () => void;
  readonly onCancel: () => void;
}

function Changes({ plan: { changes, unknown }, onApply, onCancel }: ChangesProps) {
  return (
    <div className="callout">
      {changes.length === 0 && <p>{t('settings.importNothing')}</p>}
      {changes.length > 0 && (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('settings.setting')}</th>
              <th scope="col">{t('settings.now')}</th>
              <th scope="col">{t('settings.afterwards')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ setting, from, to }) => (
              <tr key={setting}>
                <th scope="row">{setting}</th>
                <td>{shown(from)}</td>
                <td>{shown(to)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {unknown.length > 0 && <p className="muted">{t('settings.importUnknown', { names: unknown.join(', ') })}</p>}
      <div className="dialog-actions">
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        {changes.length > 0 && (
          <Button kind="primary" onClick={onApply}>
            {t('settings.applyImport', { count: changes.length })}
          </Button>
        )}
      </div>
    </div>
  );
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function exportSettings(): void {
  const { selected: _, ...settings } = useSettings.getState();
  const blob = new Blob([`${JSON.stringify({ version: 1, ...settings }, null, 2)}\n`], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = FILE_NAME;
  link.click();
  URL.revokeObjectURL(link.href);
}
