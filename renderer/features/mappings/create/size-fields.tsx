import { SIZE_PRESETS } from '../../../../native/core/mapping-size.ts';
import { Field, NumberInput } from '../../../ui/field.tsx';
import { exactBytes, formatBytes } from '../../../ui/format.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { FORMAT_OPTIONS } from '../../layout/format-options.ts';
import { type SizeFormState, type SizeText, settled, sizeFormOf, sizeOf, typed, withBare, withFormat } from './size-form.ts';

const CONTENTS = [
  { value: 'picture', label: 'A picture' },
  { value: 'bytes', label: 'Only bytes' },
] as const;

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
      <div className="field">
        <span className="field-label" id="size-presets">
          Common sizes
        </span>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row of chips in every browser */}
        <div className="presets" role="group" aria-labelledby="size-presets">
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
              {preset.title}
            </button>
          ))}
        </div>
      </div>
      {!pictureOnly && (
        <div className="field">
          <span className="field-label">It holds</span>
          <Segmented
            label="It holds"
            value={bare ? 'bytes' : 'picture'}
            options={CONTENTS}
            onChange={(next) => onChange(withBare(form, next === 'bytes'))}
          />
        </div>
      )}
      {!bare && (
        <div className="size-grid">
          {field('width', 'Width', 'px')}
          {field('height', 'Height', 'px')}
          <Field label="Format">
            {({ id }) => (
              <Select
                id={id}
                label="Format"
                value={solved.format}
                options={FORMAT_OPTIONS}
                onChange={(format) => onChange(withFormat(form, format))}
              />
            )}
          </Field>
          {field('stride', 'Row stride', 'B')}
        </div>
      )}
      <div className="size-grid">
        {field('payload', 'Payload', 'B', formatBytes(size.payloadBytes))}
        {field('peer', 'Payload + 4', 'B', 'What a peer maps')}
        {!pictureOnly && field('pages', 'Pages', '', `of ${exactBytes(size.pageBytes)}`)}
        {!pictureOnly && field('real', 'Real size', 'B', `${formatBytes(size.realBytes)}, slack ${exactBytes(size.slackBytes)}`)}
      </div>
    </>
  );
}
