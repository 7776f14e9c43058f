import { type ReactNode, useId } from 'react';
import { wholeNumberText } from './whole-number.ts';

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly children: (ids: { readonly id: string; readonly 'aria-describedby': string }) => ReactNode;
}

/** A labelled control with a line of help, or of what is wrong, below it. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children({ id, 'aria-describedby': noteId })}
      <p className={error ? 'field-note field-error' : 'field-note'} id={noteId}>
        {error ?? hint}
      </p>
    </div>
  );
}

interface NumberInputProps {
  readonly id?: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-label'?: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly unit?: string;
  readonly invalid?: boolean;
  readonly disabled?: boolean;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
}

/** Whole numbers, typed or stepped with the arrow keys (ten at once with Shift). Text, because half-typed numbers must be possible. */
export function NumberInput({ value, unit, invalid, onChange, ...rest }: NumberInputProps) {
  return (
    <span className="number-input">
      <input
        {...rest}
        className="input"
        type="text"
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        value={value}
        aria-invalid={invalid ?? false}
        onChange={({ target }) => {
          const digits = wholeNumberText(target.value);
          if (digits !== undefined) onChange(digits);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          const step = (event.shiftKey ? 10 : 1) * (event.key === 'ArrowUp' ? 1 : -1);
          onChange(String(Math.max(0, Number(value) + step)));
        }}
      />
      {unit && <span className="number-unit">{unit}</span>}
    </span>
  );
}
