import { SIZE_PRESETS } from '../../../../native/core/mapping-size.ts';
import { t } from '../../../texts/texts.ts';
import { Field, NumberInput } from '../../../ui/field.tsx';
import { exactBytes, formatBytes } from '../../../ui/format.ts';
import { Presets } from '../../../ui/presets.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { formatOptions } from '../../layout/format-options.ts';
import { type SizeFormState, type SizeText, settled, sizeFormOf, sizeOf, typed, withBare, withFormat } from './size-form.ts';

const CONTENTS = ['picture', 'bytes'] as const;

interface SizeFieldsProps {
  readonly form: SizeFormState;
  readonly onChange: (form: SizeFormState) => void;
  /** The mapping is there already: only its picture can be described. */
  readonly pictureOnly?: boolean;
}

/** The numbers of a mapping's size; whichever is typed, the others follow. */
export function SizeFields({ form, onChange, pictureOnly = false }: SizeFieldsProps) {
  const size = sizeOf(form);
  const { bare, solved, options } = form;

  const field = (name: SizeText, label: string, unit: string, hint?: string) => {
    const problem = form.problem?.field === name ? form.problem.text : undefined;
    return (
      <Field label={label} error={problem || undefined} hint={hint}>
        {(ids) => (
          <NumberInput
            {...ids}
            unit={unit}
            value={form.texts[name]}
            invalid={Boolean(problem)}
            onChange={(text) => onChange(typed(form, name, text))}
            onBlur={() => form.problem || onChange(settled(form))}
          />
        )}
      </Field>
    );
  };

  return (
    <>
      <Presets label={t('create.commonSizes')}>
        {SIZE_PRESETS.map((preset) => (
          <button
            key={preset.id}
            type="button"
            className="preset"
            aria-pressed={
              !bare && solved.width === preset.width && solved.height === preset.height && solved.format === preset.format
            }
            onClick={() => onChange(sizeFormOf(preset, options))}
          >
            {preset.id === 'shmemcam' ? t('create.presetDefault') : preset.title}
          </button>
        ))}
      </Presets>
      {!pictureOnly && (
        <div className="field">
          <span className="field-label">{t('create.holds')}</span>
          <Segmented
            label={t('create.holds')}
            value={bare ? 'bytes' : 'picture'}
            options={CONTENTS.map((value) => ({ value, label: t(`create.${value}`) }))}
            onChange={(next) => onChange(withBare(form, next === 'bytes'))}
          />
        </div>
      )}
      {!bare && (
        <div className="size-grid">
          {field('width', t('common.width'), 'px')}
          {field('height', t('common.height'), 'px')}
          <Field label={t('common.format')}>
            {({ id }) => (
              <Select
                id={id}
                label={t('common.format')}
                value={solved.format}
                options={formatOptions()}
                onChange={(format) => onChange(withFormat(form, format))}
              />
            )}
          </Field>
          {field('stride', t('common.rowStride'), 'B')}
        </div>
      )}
      <div className="size-grid">
        {field('payload', t('create.payload'), 'B', formatBytes(size.payloadBytes))}
        {field('peer', t('create.peer'), 'B', t('create.peerHint'))}
        {!pictureOnly && field('pages', t('create.pages'), '', t('create.pagesOf', { bytes: exactBytes(size.pageBytes) }))}
        {!pictureOnly &&
          field(
            'real',
            t('create.real'),
            'B',
            t('create.realHint', { size: formatBytes(size.realBytes), slack: exactBytes(size.slackBytes) }),
          )}
      </div>
    </>
  );
}
