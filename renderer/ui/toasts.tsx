import { CircleX, Info, TriangleAlert, X } from 'lucide-react';
import { Toast } from 'radix-ui';
import { dismissNotice, useNotices } from '../stores/notices-store.ts';
import { t } from '../texts/texts.ts';
import { CopyButton } from './copy-button.tsx';

const ICONS = { info: Info, warning: TriangleAlert, error: CircleX } as const;
const SHOWN_MS = { info: 5_000, warning: 10_000, error: 15_000 } as const;

export function Toasts() {
  const notices = useNotices((state) => state.notices);
  return (
    <Toast.Provider swipeDirection="right" label={t('common.notice')}>
      {notices.map(({ id, level, text, code, undo, copy }) => {
        const Icon = ICONS[level];
        return (
          <Toast.Root
            key={id}
            className={`toast toast-${level}`}
            type={level === 'error' ? 'foreground' : 'background'}
            duration={SHOWN_MS[level]}
            onOpenChange={(open) => !open && dismissNotice(id)}
          >
            <Icon aria-hidden className="icon" />
            <Toast.Description className="toast-text">
              {text} {code && <span className="toast-code">{code}</span>}
            </Toast.Description>
            {copy !== undefined && <CopyButton text={copy} label={t('recordings.copy')} />}
            {undo && (
              <Toast.Action className="button button-plain" altText={t('views.undo')} onClick={undo}>
                {t('views.undo')}
              </Toast.Action>
            )}
            <Toast.Close className="icon-button" aria-label={t('common.dismiss')}>
              <X aria-hidden className="icon" />
            </Toast.Close>
          </Toast.Root>
        );
      })}
      <Toast.Viewport className="toasts" />
    </Toast.Provider>
  );
}
