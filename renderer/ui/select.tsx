import { Check, ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Fragment } from 'react';
import { t } from '../texts/texts.ts';

export interface SelectOption<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
  /** Heading above the first of several that belong together. */
  readonly group?: string;
}

interface SelectProps<T extends string> {
  readonly id?: string;
  readonly label: string;
  readonly value: T | undefined;
  /** What stands there while nothing is chosen. */
  readonly placeholder?: string;
  readonly options: readonly SelectOption<T>[];
  readonly disabled?: boolean;
  readonly onChange: (value: T) => void;
}

/** One of several values. A menu underneath, because the library's select adds style elements, which the page's security policy refuses. */
export function Select<T extends string>({ id, label, value, placeholder, options, disabled, onChange }: SelectProps<T>) {
  const chosen = options.find((option) => option.value === value);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild disabled={disabled ?? false}>
        <button
          type="button"
          className="select"
          id={id}
          aria-label={`${label}: ${chosen?.label ?? placeholder ?? t('common.none')}`}
        >
          <span className={chosen ? 'select-value' : 'select-value select-placeholder'}>{chosen?.label ?? placeholder}</span>
          <ChevronDown aria-hidden className="icon" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8} aria-label={label}>
          <DropdownMenu.RadioGroup
            value={value ?? ''}
            onValueChange={(next) => {
              const option = options.find((each) => each.value === next);
              if (option) onChange(option.value);
            }}
          >
            {options.map((option, index) => (
              <Fragment key={option.value}>
                {option.group && option.group !== options[index - 1]?.group && (
                  <DropdownMenu.Label className="menu-label">{option.group}</DropdownMenu.Label>
                )}
                <DropdownMenu.RadioItem className="menu-item" value={option.value}>
                  <span className="menu-mark">
                    <DropdownMenu.ItemIndicator>
                      <Check aria-hidden className="icon" />
                    </DropdownMenu.ItemIndicator>
                  </span>
                  {option.label}
                  {option.hint && <span className="menu-hint">{option.hint}</span>}
                </DropdownMenu.RadioItem>
              </Fragment>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
