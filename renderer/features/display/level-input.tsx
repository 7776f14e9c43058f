import { useState } from 'react';
import type { PixelFormat } from '../../../native/core/formats.ts';
import { hasWholeValues, type Levels } from '../../../native/core/pixels/display.ts';
import { t } from '../../texts/texts.ts';
import { Field } from '../../ui/field.tsx';
import { levelStep, levelText, rounded } from './level-scale.ts';

interface LevelInputProps {
  readonly label: string;
  readonly end: keyof Levels;
  readonly format: PixelFormat;
  readonly levels: Levels;
  readonly limits: Levels;
  readonly onMove: (end: keyof Levels, value: number) => void;
}

/** A level as a number in native values. What is typed counts from Enter on, or when the field is left. */
export function LevelInput({ label, end, format, levels, limits, onMove }: LevelInputProps) {
  const [draft, setDraft] = useState<string>();
  const problem = draft === undefined ? undefined : problemOf(draft, end, format, levels, limits);

  function commit(): void {
    if (draft !== undefined && problem === undefined) onMove(end, rounded(numberOf(draft), format));
    setDraft(undefined);
  }

  function step(by: number): void {
    setDraft(undefined);
    onMove(end, levels[end] + by * levelStep(hasWholeValues(format) ? { low: 0, high: 255 } : levels, format));
  }

  return (
    <Field label={label} error={problem}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          value={draft ?? levelText(levels[end], format)}
          aria-invalid={problem !== undefined}
          onChange={({ target }) => setDraft(target.value.slice(0, 20))}
          onBlur={commit}
          onKeyDown={(event) => {
            const { key, shiftKey } = event;
            if (key === 'Enter') commit();
            if (key === 'Escape') setDraft(undefined);
            if (key !== 'ArrowUp' && key !== 'ArrowDown') return;
            event.preventDefault();
            step((shiftKey ? 10 : 1) * (key === 'ArrowUp' ? 1 : -1));
          }}
        />
      )}
    </Field>
  );
}

/** A comma is a decimal point in half of the world. */
function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'));
}

function problemOf(text: string, end: keyof Levels, format: PixelFormat, levels: Levels, limits: Levels): string | undefined {
  const value = numberOf(text);
  if (!Number.isFinite(value)) return t('display.noNumber');
  if (value < limits.low || value > limits.high) return t('display.outside', { format, low: limits.low, high: limits.high });
  const crosses = end === 'low' ? value >= levels.high : value <= levels.low;
  return crosses ? t('display.blackAboveWhite') : undefined;
}
