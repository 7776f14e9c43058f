import { Field } from './field.tsx';

interface TextFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly value: string;
  readonly placeholder?: string;
  readonly maxLength?: number;
  /** A name that is taken letter by letter: no system corrects it. */
  readonly exact?: boolean;
  readonly onChange: (value: string) => void;
}

/** A line of text with its label and its help. */
export function TextField({ label, hint, error, exact = false, onChange, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <input
          {...ids}
          {...rest}
          {...(exact && { autoCapitalize: 'off', spellCheck: false })}
          className="input"
          type="text"
          autoComplete="off"
          aria-invalid={error !== undefined}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
