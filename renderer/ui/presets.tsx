import { type ReactNode, useId } from 'react';

interface PresetsProps {
  readonly label: string;
  /** Buttons of the class `preset`. */
  readonly children: ReactNode;
}

/** Values that are taken with one click. */
export function Presets({ label, children }: PresetsProps) {
  const id = useId();
  return (
    <div className="field">
      <span className="field-label" id={id}>
        {label}
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row of chips in every browser */}
      <div className="presets" role="group" aria-labelledby={id}>
        {children}
      </div>
    </div>
  );
}
