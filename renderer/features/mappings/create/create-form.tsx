import { Switch } from 'radix-ui';
import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react';
import type { Check, Mapping, NewMapping } from '../../../../backend/contract.ts';
import { SIZE_PRESETS } from '../../../../native/core/mapping-size.ts';
import { MAX_NAME_BYTES, NAMESPACES, type Namespace } from '../../../../native/core/names.ts';
import { TRAILER_LABEL_BYTES } from '../../../../native/core/trailer.ts';
import { reportOf } from '../../../bridge/rejection.ts';
import { useSession } from '../../../session.ts';
import { useConnection } from '../../../stores/connection-store.ts';
import { errorText, said } from '../../../texts/said.ts';
import { t } from '../../../texts/texts.ts';
import { DialogActions } from '../../../ui/dialog-actions.tsx';
import { ErrorCallout } from '../../../ui/error-callout.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { CheckList } from '../check-list.tsx';
import { PanelSection } from '../inspector/panel-section.tsx';
import { OpenLines } from '../open-lines-list.tsx';
import { SectionPicture } from '../section-picture.tsx';
import { SizeFields } from './size-fields.tsx';
import { layoutOf, regionsOf, type SizeFormState, sizeFormOf, sizeOf, withOptions } from './size-form.ts';
import { type PreflightState, usePreflight } from './use-preflight.ts';

const FIRST = SIZE_PRESETS.find(({ id }) => id === '720p') ?? { width: 1280, height: 720, format: 'RGB24' as const };
const SHARES = ['private', 'users'] as const;

interface CreateFormProps {
  readonly onMade: (mapping: Mapping) => void;
  readonly onCancel: () => void;
}

export function CreateForm({ onMade, onCancel }: CreateFormProps) {
  const session = useSession();
  const { platform = 'posix', pageBytes = 4096 } = useConnection((state) => state.info) ?? {};
  const [name, setName] = useState('');
  const [namespace, setNamespace] = useState<Namespace>('local');
  const [label, setLabel] = useState('');
  const [share, setShare] = useState<NewMapping['share']>('private');
  const [largePages, setLargePages] = useState(false);
  const [form, setForm] = useState<SizeFormState>(() => sizeFormOf(FIRST, { pageBytes, trailer: true }));
  const [refusal, setRefusal] = useState<string>();
  const [busy, setBusy] = useState(false);
  /** Asked for before it was known whether it can be: done as soon as that is known. */
  const [wanted, setWanted] = useState(false);

  const { trailer } = form.options;
  const size = sizeOf(form);
  const wish: NewMapping = {
    name: name.trim(),
    namespace,
    payloadBytes: size.payloadBytes,
    share,
    largePages,
    trailer,
    layout: trailer ? layoutOf(form) : null,
    label: trailer ? label : '',
  };
  const preflight = usePreflight(form.problem ? undefined : wish);
  const ready = name.trim() !== '' && !form.problem && !preflight.checking && preflight.preflight?.possible === true;

  const waits = name.trim() !== '' && !form.problem && preflight.checking && !preflight.error;
  useEffect(() => {
    if (!wanted || waits) return;
    setWanted(false);
    if (ready) void make();
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    setWanted(true);
  }

  async function make(): Promise<void> {
    setBusy(true);
    setRefusal(undefined);
    try {
      onMade(await session.mappings.request('mappings.create', wish));
    } catch (error) {
      const { message, remedy } = reportOf(error);
      setRefusal(`${message} ${remedy}`);
      setBusy(false);
    }
  }

  return (
    <form className="create" onSubmit={submit}>
      <div className="create-fields form">
        <TextField
          label={t('common.name')}
          hint={preflight.preflight?.osName ?? t('create.nameHint', { bytes: MAX_NAME_BYTES })}
          exact
          placeholder="CapturedCam_0"
          maxLength={MAX_NAME_BYTES}
          value={name}
          onChange={setName}
        />
        <Choice name={t('common.namespace')} note={t(`dialogs.namespace.${platform}.${namespace}`)}>
          <Segmented
            label={t('common.namespace')}
            value={namespace}
            options={NAMESPACES.map((value) => ({ value, label: t(`common.${value}`) }))}
            onChange={setNamespace}
          />
        </Choice>
        <SizeFields form={form} onChange={setForm} />
        <Choice name={t('create.who')} note={t(`create.${share}Note`)}>
          <Segmented
            label={t('create.who')}
            value={share}
            options={SHARES.map((value) => ({ value, label: t(`create.${value}`) }))}
            onChange={setShare}
          />
        </Choice>
        <Toggle
          name={t('create.trailer')}
          note={t(trailer ? 'create.trailerOn' : 'create.trailerOff')}
          checked={trailer}
          onChange={(next) => setForm(withOptions(form, { ...form.options, trailer: next }))}
        />
        {trailer && (
          <TextField
            label={t('common.label')}
            hint={t('common.labelHint')}
            maxLength={TRAILER_LABEL_BYTES}
            value={label}
            onChange={setLabel}
          />
        )}
        <Toggle name={t('create.largePages')} note={t('create.largePagesNote')} checked={largePages} onChange={setLargePages} />
      </div>
      <div className="create-outcome">
        <PanelSection title={t('create.inMemory')}>
          <SectionPicture regions={regionsOf(form)} pageBytes={size.pageBytes} />
        </PanelSection>
        <PanelSection title={t('create.before')}>
          <Checks state={preflight} named={name.trim() !== ''} />
        </PanelSection>
        {(preflight.preflight?.openLines.length ?? 0) > 0 && (
          <PanelSection title={t('create.howOpen')}>
            <OpenLines lines={preflight.preflight?.openLines ?? []} />
          </PanelSection>
        )}
      </div>
      <DialogActions className="create-actions" onCancel={onCancel} label={t('create.make')} disabled={!(ready || waits) || busy}>
        <p className="create-verdict" role="status">
          {refusal ? <span className="field-error">{refusal}</span> : verdictText(preflight, name, form)}
        </p>
      </DialogActions>
    </form>
  );
}

function verdictText({ preflight, error, checking }: PreflightState, name: string, form: SizeFormState): string {
  if (error) return errorText(error);
  if (form.problem) return form.problem.text || t('create.numberMissing');
  if (name.trim() === '') return t('create.needsName');
  if (checking || !preflight) return t('common.checking');
  const warnings = preflight.checks.filter(({ level }) => level === 'warning').length;
  if (!preflight.possible) return refusalOf(preflight.checks);
  return warnings === 0 ? t('create.clear') : t('create.warned', { count: warnings });
}

interface ChecksProps {
  readonly state: PreflightState;
  /** Before a name is typed, none is judged. */
  readonly named: boolean;
}

function Checks({ state: { preflight, error, checking }, named }: ChecksProps) {
  if (error) return <ErrorCallout error={error} />;
  if (!preflight) return <p className="muted">{t('common.checking')}</p>;
  return (
    <div className="checks-state" data-checking={checking}>
      <CheckList checks={preflight.checks.filter(({ id }) => named || id !== 'name')} />
    </div>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly note: string;
  readonly children: ReactNode;
}

function Choice({ name, note, children }: ChoiceProps) {
  return (
    <div className="field">
      <span className="field-label">{name}</span>
      {children}
      <p className="field-note">{note}</p>
    </div>
  );
}

interface ToggleProps {
  readonly name: string;
  readonly note: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Toggle({ name, note, checked, onChange }: ToggleProps) {
  const id = useId();
  return (
    <div className="setting">
      <div className="setting-words">
        <label className="setting-name" htmlFor={id}>
          {name}
        </label>
        <p className="field-note" id={`${id}-note`}>
          {note}
        </p>
      </div>
      <Switch.Root id={id} className="switch" aria-describedby={`${id}-note`} checked={checked} onCheckedChange={onChange}>
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
    </div>
  );
}

function refusalOf(checks: readonly Check[]): string {
  const refusal = checks.find(({ level }) => level === 'refusal');
  return refusal ? said(refusal.text) : '';
}
