import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { t } from '../texts/texts.ts';
import { IconButton } from './button.tsx';
import { ScrollRegion } from './scroll-region.tsx';

interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly description?: string;
  /** Only text: its body takes the focus, so that it scrolls by key. */
  readonly text?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal dialog. The backdrop is our own: the one of the library adds a style element to the page, which its security policy refuses. */
export function Dialog({ open, title, description, text = false, onClose, children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <div className="dialog-backdrop" aria-hidden />
        <div className="dialog-place">
          <Radix.Content
            className="dialog"
            onOpenAutoFocus={focusBody}
            {...(description ? {} : { 'aria-describedby': undefined })}
          >
            <header className="dialog-header">
              <Radix.Title className="dialog-title">{title}</Radix.Title>
              <Radix.Close asChild>
                <IconButton icon={X} label={t('common.close')} hotkey="Esc" />
              </Radix.Close>
            </header>
            {description && <Radix.Description className="dialog-description">{description}</Radix.Description>}
            {text ? (
              <ScrollRegion className="dialog-body" label={title}>
                {children}
              </ScrollRegion>
            ) : (
              <div className="dialog-body">{children}</div>
            )}
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The first control of the body, not the button that closes; a dialog to be read takes the focus itself. */
function focusBody(event: Event): void {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return;
  event.preventDefault();
  (target.querySelector<HTMLElement>('.dialog-body[tabindex], .dialog-body :is(input, button:not(:disabled))') ?? target).focus();
}
