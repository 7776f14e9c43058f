import type { LucideIcon } from 'lucide-react';
import { Tooltip } from 'radix-ui';
import type { ComponentProps } from 'react';
import type { ActionId } from '../../backend/action-table.ts';
import { useKeysOf } from '../actions/keys-of.ts';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  readonly kind?: 'primary' | 'plain' | 'quiet';
  readonly icon?: LucideIcon;
  readonly submit?: boolean;
}

export function Button({ kind = 'plain', icon: Icon, submit = false, className = '', children, ...rest }: ButtonProps) {
  return (
    <button type={submit ? 'submit' : 'button'} className={`button button-${kind} ${className}`} {...rest}>
      {Icon && <Icon aria-hidden className="icon" />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'aria-label'> {
  readonly icon: LucideIcon;
  readonly label: string;
  /** What does the same by key; the tooltip shows the key. */
  readonly action?: ActionId;
  /** A key that belongs to no action, such as Esc in a dialog. */
  readonly hotkey?: string | undefined;
  /** For buttons that stay down. */
  readonly pressed?: boolean;
}

export function IconButton({ icon: Icon, label, action, hotkey, pressed, className = '', ...rest }: IconButtonProps) {
  const key = useKeysOf(action) ?? hotkey;
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <button
          type="button"
          className={`icon-button ${className}`}
          aria-label={label}
          {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
          {...rest}
        >
          <Icon aria-hidden className="icon" />
        </button>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="tooltip" sideOffset={6} collisionPadding={8}>
          {label}
          {key && <kbd>{key}</kbd>}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
