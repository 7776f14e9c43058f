import { Download, Undo2, Upload } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import type { ImportPlan, Settings } from '../../../backend/contract.ts';
import { reportOf } from '../../bridge/rejection.ts';
import { saveText } from '../../save-text.ts';
import { type Session, useSession } from '../../session.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { t } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { settingName, settingValue } from './setting-words.ts';

const FILE_NAME = 'shared-camera-viewer-settings.json';

interface ImportState {
  readonly plan: ImportPlan | undefined;
  /** What held before the last import, for the way back. */
  readonly before: Partial<Settings> | undefined;
  readonly error: string | undefined;
}

const NO_IMPORT: ImportState = { plan: undefined, before: undefined, error: undefined };

/** Outside of the component, because a file with another language makes the page anew. */
const useImport = create<ImportState>(() => NO_IMPORT);

/** All settings as a file and back, keys and layouts included. What a file would change is shown before, and can be taken back after. */
export function SettingsFile() {
  const session = useSession();
  const picker = useRef<HTMLInputElement>(null);
  const answer = useRef<HTMLDivElement>(null);
  const { plan, before, error } = useImport();

  // Below what is in sight nobody would look for it.
  useEffect(() => {
    if (plan || error) answer.current?.scrollIntoView({ block: 'end' });
  }, [plan, error]);

  async function read(file: File | undefined): Promise<void> {
    useImport.setState(NO_IMPORT, true);
    if (!file) return;
    try {
      const content = await file.text();
      useImport.setState({ plan: await session.mappings.request('settings.planImport', { content }) });
    } catch (refusal) {
      const { message, remedy } = reportOf(refusal);
      useImport.setState({ error: `${message} ${remedy}` });
    }
  }

  function apply({ changes, settings }: ImportPlan): void {
    useImport.setState({ plan: undefined, before: Object.fromEntries(changes.map(({ setting, from }) => [setting, from])) });
    session.changeAll(settings);
  }

  return (
    <div className="settings-file">
      <div className="settings-file-buttons">
        <Button icon={Download} onClick={() => exportSettings(session)}>
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
      <div ref={answer} aria-live="polite">
        {error && (
          <p className="callout callout-bad" role="alert">
            {error}
          </p>
        )}
        {plan && <Changes plan={plan} onApply={() => apply(plan)} onCancel={() => useImport.setState(NO_IMPORT, true)} />}
        {before && (
          <div className="callout callout-good">
            <p>{t('settings.imported')}</p>
            <Button
              icon={Undo2}
              onClick={() => {
                session.changeAll(before);
                useImport.setState(NO_IMPORT, true);
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
                <th scope="row">{settingName(setting)}</th>
                <td>{settingValue(setting, from)}</td>
                <td>{settingValue(setting, to)}</td>
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

function exportSettings(session: Session): void {
  const { selected: _, ...settings } = useSettings.getState();
  void saveText(session, FILE_NAME, 'application/json', `${JSON.stringify({ version: 1, ...settings }, null, 2)}\n`);
}
