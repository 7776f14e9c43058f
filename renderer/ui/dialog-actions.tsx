import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../texts/texts.ts';
import { Button } from './button.tsx';

interface DialogActionsProps {
  /** What the button says that does it. */
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly disabled?: boolean;
  /** It cannot be taken back, or harms others. */
  readonly danger?: boolean;
  /** Without it the button submits the form around it. */
  readonly onDo?: () => void;
  readonly onCancel: () => void;
  readonly cancelLabel?: string;
  readonly className?: string;
  /** What stands before the two buttons. */
  readonly children?: ReactNode;
}

/** The foot of a dialog: leave it, or do it. */
export function DialogActions(props: DialogActionsProps) {
  const { label, icon, disabled = false, danger = false, onDo, onCancel, cancelLabel, className = '', children } = props;
  return (
    <div className={`dialog-actions ${className}`.trim()}>
      {children}
      <Button onClick={onCancel}>{cancelLabel ?? t('common.cancel')}</Button>
      <Button
        {...(danger ? { className: 'button-danger' } : { kind: 'primary' })}
        {...(icon && { icon })}
        {...(onDo ? { onClick: onDo } : { submit: true })}
        disabled={disabled}
      >
        {label}
      </Button>
    </div>
  );
}
