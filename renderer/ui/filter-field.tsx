import { Search, X } from 'lucide-react';
import type { ActionId } from '../../backend/action-table.ts';
import { t } from '../texts/texts.ts';
import { IconButton } from './button.tsx';
import { KeyHint } from './key-hint.tsx';

interface FilterFieldProps {
  readonly id: string;
  /** What is filtered, for screen readers. */
  readonly label: string;
  readonly placeholder: string;
  /** What leads here by key. */
  readonly action: ActionId;
  /** The id of what is filtered: Enter and the arrow down lead there. */
  readonly listId: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly className?: string;
}

/** Finds among what is listed below, while one types. */
export function FilterField({ id, label, placeholder, action, listId, value, onChange, className = '' }: FilterFieldProps) {
  return (
    <div className={`filter ${className}`}>
      <Search aria-hidden className="icon" />
      <input
        id={id}
        className="filter-input"
        type="search"
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onChange('');
          else if (event.key === 'ArrowDown' || event.key === 'Enter') document.getElementById(listId)?.focus();
          else return;
          event.preventDefault();
        }}
      />
      {value === '' ? (
        <KeyHint action={action} />
      ) : (
        <IconButton icon={X} label={t('common.clearFilter')} hotkey="Esc" onClick={() => onChange('')} />
      )}
    </div>
  );
}
