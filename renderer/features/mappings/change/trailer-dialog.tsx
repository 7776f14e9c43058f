import { Eraser, PencilLine } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { CameraLayout, CommandArgument, Mapping } from '../../../../backend/contract.ts';
import type { ErrorReport } from '../../../../native/core/errors.ts';
import { layoutBytes } from '../../../../native/core/layout.ts';
import { LOCK_BYTES } from '../../../../native/core/lock-word.ts';
import { mappingRegions } from '../../../../native/core/mapping-regions.ts';
import { TRAILER_BYTES, TRAILER_LABEL_BYTES } from '../../../../native/core/trailer.ts';
import { reportOf } from '../../../bridge/rejection.ts';
import { useSession } from '../../../session.ts';
import { useCameras } from '../../../stores/cameras-store.ts';
import { showNotice } from '../../../stores/notices-store.ts';
import { t } from '../../../texts/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { DialogActions } from '../../../ui/dialog-actions.tsx';
import { ErrorCallout } from '../../../ui/error-callout.tsx';
import { exactBytes } from '../../../ui/format.ts';
import { TextField } from '../../../ui/text-field.tsx';
import { SizeFields } from '../create/size-fields.tsx';
import { layoutOf, type SizeFormState, sizeFormOf, sizeFormOfMapping, sizeOf } from '../create/size-form.ts';
import { SectionPicture } from '../section-picture.tsx';

interface TrailerDialogProps {
  readonly mapping: Mapping;
  readonly onClose: () => void;
}

/**
 * Writes our trailer for a camera whose producer writes none, so that every viewer knows its layout without being told. Only behind the
 * payload, where the producer never looks, and only where there is room.
 */
export function TrailerDialog({ mapping, onClose }: TrailerDialogProps) {
  const session = useSession();
  const { id, name, trailer, pageBytes } = mapping;
  const realBytes = mapping.realBytes ?? 0;
  const typed = useCameras(({ cameras }) => cameras.find((camera) => camera.id === id)?.layout);
  const [form, setForm] = useState<SizeFormState>(() => firstForm(mapping, typed));
  const [label, setLabel] = useState(trailer?.label ?? '');
  const [error, setError] = useState<ErrorReport>();
  const [busy, setBusy] = useState(false);
  const layout = layoutOf(form);
  const { payloadBytes } = sizeOf(form);
  const over = LOCK_BYTES + payloadBytes + TRAILER_BYTES - realBytes;
  const fits = layout !== null && over <= 0;

  async function write(wish: CommandArgument<'mappings.setTrailer'>['trailer']): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      const { token } = await session.mappings.request('mappings.unlockGuard', { id });
      await session.mappings.request('mappings.setTrailer', { id, token, trailer: wish });
      showNotice({ level: 'info', text: t(wish ? 'change.describes' : 'change.trailerGone', { name }) });
      onClose();
    } catch (refusal) {
      setError(reportOf(refusal));
      setBusy(false);
    }
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (fits) void write({ layout, label, payloadBytes });
  }

  return (
    <Dialog open title={t('change.trailerTitle', { name })} description={t('change.trailerText')} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        {error && <ErrorCallout error={error} />}
        <SizeFields form={form} onChange={setForm} pictureOnly />
        <TextField
          label={t('common.label')}
          hint={t('common.labelHint')}
          maxLength={TRAILER_LABEL_BYTES}
          value={label}
          onChange={setLabel}
        />
        {fits ? (
          <SectionPicture regions={mappingRegions({ realBytes, payloadBytes, layout, hasTrailer: true })} pageBytes={pageBytes} />
        ) : (
          <p className="callout callout-bad" role="alert">
            {layout === null ? t('change.trailerNeeds') : t('change.trailerNoRoom', { bytes: exactBytes(over) })}
          </p>
        )}
        <DialogActions
          icon={PencilLine}
          label={t('change.trailerWrite')}
          disabled={busy || !fits || form.problem !== undefined}
          onCancel={onClose}
        >
          {trailer && (
            <Button icon={Eraser} disabled={busy} onClick={() => void write(null)}>
              {t('change.trailerTake')}
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}

function firstForm({ trailer, payloadBytes, pageBytes }: Mapping, typed: CameraLayout | undefined): SizeFormState {
  const options = { pageBytes, trailer: true };
  const layout = trailer ? { ...trailer, offsetBytes: 0 } : typed;
  if (layout) return sizeFormOfMapping(layout, payloadBytes ?? layoutBytes(layout), options);
  return sizeFormOf({ width: 1024, height: 576, format: 'RGB24' }, options);
}
