import { Switch } from 'radix-ui';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { Mapping, NewMapping } from '../../../../backend/contract.ts';
import { SIZE_PRESETS } from '../../../../native/core/mapping-size.ts';
import { MAX_NAME_BYTES, NAMESPACES, type Namespace } from '../../../../native/core/names.ts';
import { TRAILER_LABEL_BYTES } from '../../../../native/core/trailer.ts';
import { reportOf } from '../../../bridge/rejection.ts';
import { useSession } from '../../../session.ts';
import { useConnection } from '../../../stores/connection-store.ts';
import { putMapping } from '../../../stores/mappings-store.ts';
import { t } from '../../../texts/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { CheckList } from '../check-list.tsx';
import { PanelSection } from '../inspector/panel-section.tsx';
import { OpenLines } from '../open-lines-list.tsx';
import { SectionPicture } from '../section-picture.tsx';
import { SizeFields } from './size-fields.tsx';
import { layoutOf, regionsOf, type SizeFormState, sizeFormOf, sizeOf, withOptions } from './size-form.ts';
import { type PreflightState, usePreflight } from './use-preflight.ts';

const FIRST = SIZE_PRESETS.find(({ id }) => id === '720p') ?? { width: 1280, height: 720, format: 'RGB24' as const };
const SHARES = [
  { value: 'private', label: 'Private' },
  { value: 'users', label: 'This machine’s users' },
] as const;
const SHARE_CONSEQUENCES: Readonly<Record<NewMapping['share'], string>> = {
  private: 'Only programs of your user can open it. A service that runs as another user cannot.',
  users:
    'Every user of this machine can open it, read what the camera sees, and write to it. Needed where the producer is a service.',
};

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

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    setRefusal(undefined);
    try {
      const mapping = await session.mappings.request('mappings.create', wish);
      putMapping(mapping);
      onMade(mapping);
    } catch (error) {
      const { message, remedy } = reportOf(error);
      setRefusal(`${message} ${remedy}`);
      setBusy(false);
    }
  }

  return (
    <form className="create" onSubmit={(event) => void submit(event)}>
      <div className="create-fields form">
        <Field label="Name" hint={preflight.preflight?.osName ?? `At most ${MAX_NAME_BYTES} bytes of printable ASCII.`}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              type="text"
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              placeholder="CapturedCam_0"
              maxLength={MAX_NAME_BYTES}
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <Choice name={t('common.namespace')} note={t(`dialogs.namespace.${platform}.${namespace}`)}>
          <Segmented
            label="Namespace"
            value={namespace}
            options={NAMESPACES.map((value) => ({ value, label: t(`common.${value}`) }))}
            onChange={setNamespace}
          />
        </Choice>
        <SizeFields form={form} onChange={setForm} />
        <Choice name="Who may open it" note={SHARE_CONSEQUENCES[share]}>
          <Segmented label="Who may open it" value={share} options={SHARES} onChange={setShare} />
        </Choice>
        <Toggle
          name="Room for our trailer"
          note={
            trailer
              ? 'Size, format, frame number and label lie behind the payload, where other programs never look.'
              : 'Without it viewers have to be told size and format, and see no frame numbers.'
          }
          checked={trailer}
          onChange={(next) => setForm(withOptions(form, { ...form.options, trailer: next }))}
        />
        {trailer && (
          <Field label="Label" hint="For people; shown beside the name.">
            {(ids) => (
              <input
                {...ids}
                className="input"
                type="text"
                autoComplete="off"
                maxLength={TRAILER_LABEL_BYTES}
                value={label}
                onChange={({ target }) => setLabel(target.value)}
              />
            )}
          </Field>
        )}
        <Toggle
          name="Large pages"
          note="Never swapped out. They need a privilege, and a peer that maps payload + 4 bytes cannot open them on Windows."
          checked={largePages}
          onChange={setLargePages}
        />
      </div>
      <div className="create-outcome">
        <PanelSection title="In memory">
          <SectionPicture regions={regionsOf(form)} pageBytes={size.pageBytes} />
        </PanelSection>
        <PanelSection title="Before it is made">
          <Checks state={preflight} />
        </PanelSection>
        {(preflight.preflight?.openLines.length ?? 0) > 0 && (
          <PanelSection title="How programs will open it">
            <OpenLines lines={preflight.preflight?.openLines ?? []} />
          </PanelSection>
        )}
      </div>
      <div className="dialog-actions create-actions">
        <p className="create-verdict" role="status">
          {refusal ? <span className="field-error">{refusal}</span> : verdictText(preflight, name, form)}
        </p>
        <Button onClick={onCancel}>Cancel</Button>
        <Button kind="primary" submit disabled={!ready || busy}>
          Make it
        </Button>
      </div>
    </form>
  );
}

function verdictText({ preflight, error, checking }: PreflightState, name: string, form: SizeFormState): string {
  if (error) return error.message;
  if (form.problem) return form.problem.text || 'A number is missing.';
  if (name.trim() === '') return 'It needs a name.';
  if (checking || !preflight) return 'Checking…';
  const warnings = preflight.checks.filter(({ level }) => level === 'warning').length;
  if (!preflight.possible) return preflight.checks.find(({ level }) => level === 'refusal')?.text ?? '';
  return warnings === 0
    ? 'Nothing stands against it.'
    : `It can be made, with ${warnings === 1 ? 'a warning' : `${warnings} warnings`}.`;
}

function Checks({ state: { preflight, error, checking } }: { readonly state: PreflightState }) {
  if (error) return <p className="field-error">{error.message}</p>;
  if (!preflight) return <p className="muted">Checking…</p>;
  return (
    <div className="checks-state" data-checking={checking}>
      <CheckList checks={preflight.checks} />
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
