import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Camera, CameraLayout } from '../../../backend/contract.ts';
import { pixelFormat } from '../../../native/core/formats.ts';
import { minimumStride } from '../../../native/core/layout.ts';
import { LOCK_BYTES } from '../../../native/core/lock-word.ts';
import { DEFAULT_DISPLAY } from '../../../native/core/pixels/display.ts';
import { useSession } from '../../session.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { toggleSidePanel } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Field, NumberInput } from '../../ui/field.tsx';
import { formatSize } from '../../ui/format.ts';
import { Presets } from '../../ui/presets.tsx';
import { Select } from '../../ui/select.tsx';
import { ReadingMode } from '../cameras/reading-choice.tsx';
import { GuessList } from '../guess/guess-list.tsx';
import { ByteMeter } from './byte-meter.tsx';
import { formatOptions } from './format-options.ts';
import { fittingPresets, formOf, type LayoutField, type LayoutForm, type Preset, parseLayoutForm } from './layout-form.ts';

/** Describes the pixels of a camera that does not describe them itself, with the picture beside it. */
export function LayoutPanel({ camera }: { readonly camera: Camera }) {
  const session = useSession();
  const pageBytes = useConnection((state) => state.info?.pageBytes ?? 4096);
  const [form, setForm] = useState(() => formOf(camera.layout));
  const parsed = parseLayoutForm(form);
  const have = camera.realBytes === undefined ? undefined : camera.realBytes - LOCK_BYTES;
  const stated = camera.layoutFrom === 'trailer';
  const typed = camera.layoutFrom === 'typed';
  const presets = camera.realBytes === undefined || stated ? [] : fittingPresets(camera.realBytes, pageBytes);
  const problem = (field: LayoutField) =>
    'problem' in parsed && parsed.field === field && form[field] !== '' ? parsed.problem : undefined;
  const change = (changed: Partial<LayoutForm>) => setForm({ ...form, ...changed });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if ('layout' in parsed) void session.setLayout(camera.id, parsed.layout);
  }

  function takeGuess(layout: CameraLayout): void {
    setForm(formOf(layout));
    void session.setLayout(camera.id, layout);
    // As in the picture of the guess: few cameras fill 16 bits, and in floats nothing tells white.
    if (pixelFormat(layout.format).bits > 8 && !camera.display)
      session.setDisplay(camera.id, { ...DEFAULT_DISPLAY, levels: 'auto' });
  }

  function take(preset: Preset): void {
    const next = formOf({ ...preset, strideBytes: minimumStride(preset.format, preset.width), offsetBytes: 0 });
    const result = parseLayoutForm(next);
    setForm(next);
    if ('layout' in result) void session.setLayout(camera.id, result.layout);
  }

  return (
    <aside className="layout-panel" aria-label={t('common.layout')}>
      <header className="layout-panel-header">
        <h2>{t('common.layout')}</h2>
        <IconButton icon={X} label={t('common.close')} action="picture.layout" onClick={() => toggleSidePanel('layout', false)} />
      </header>
      <form className="layout-panel-body" onSubmit={submit}>
        {stated && <p className="note">{t('layout.stated')}</p>}
        {!stated && <GuessList camera={camera} onTake={takeGuess} />}
        {presets.length > 0 && (
          <Presets label={t('layout.fills')}>
            {presets.map((preset) => (
              <button
                type="button"
                className="preset"
                key={`${preset.width}x${preset.height}${preset.format}`}
                aria-pressed={
                  form.width === String(preset.width) && form.height === String(preset.height) && form.format === preset.format
                }
                onClick={() => take(preset)}
              >
                {formatSize(preset)} {preset.format}
              </button>
            ))}
          </Presets>
        )}
        <div className="field-row">
          <Field label={t('common.width')} error={problem('width')}>
            {(ids) => (
              <NumberInput
                {...ids}
                unit="px"
                value={form.width}
                disabled={stated}
                invalid={problem('width') !== undefined}
                onChange={(width) => change({ width })}
              />
            )}
          </Field>
          <Field label={t('common.height')} error={problem('height')}>
            {(ids) => (
              <NumberInput
                {...ids}
                unit="px"
                value={form.height}
                disabled={stated}
                invalid={problem('height') !== undefined}
                onChange={(height) => change({ height })}
              />
            )}
          </Field>
        </div>
        <Field label={t('common.format')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('common.format')}
              value={form.format}
              options={formatOptions()}
              disabled={stated}
              onChange={(format) => change({ format })}
            />
          )}
        </Field>
        <div className="field-row">
          <Field label={t('common.rowStride')} error={problem('stride')} hint={t('layout.noPadding')}>
            {(ids) => (
              <NumberInput
                {...ids}
                unit="B"
                placeholder={form.width === '' ? '' : String(minimumStride(form.format, Number(form.width)))}
                value={form.stride}
                disabled={stated}
                invalid={problem('stride') !== undefined}
                onChange={(stride) => change({ stride })}
              />
            )}
          </Field>
          <Field label={t('layout.offset')} error={problem('offset')} hint={t('layout.beforeFirst')}>
            {(ids) => (
              <NumberInput
                {...ids}
                unit="B"
                placeholder="0"
                value={form.offset}
                disabled={stated}
                invalid={problem('offset') !== undefined}
                onChange={(offset) => change({ offset })}
              />
            )}
          </Field>
        </div>
        <ByteMeter need={'layout' in parsed ? parsed.need : undefined} have={have} />
        {!stated && (
          <div className="layout-panel-actions">
            <Button kind="primary" submit disabled={!('layout' in parsed)}>
              {t('layout.apply')}
            </Button>
            {typed && (
              <Button
                kind="quiet"
                onClick={() => {
                  setForm(formOf(undefined));
                  void session.setLayout(camera.id, null);
                }}
              >
                {t('layout.clear')}
              </Button>
            )}
          </div>
        )}
        {!stated && <p className="field-note">{t('layout.remembered', { name: camera.name })}</p>}
        <ReadingMode camera={camera} />
      </form>
    </aside>
  );
}
