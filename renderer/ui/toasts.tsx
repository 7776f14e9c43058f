import { CircleX, FolderSearch, Info, TriangleAlert, X } from 'lucide-react';
import { Toast } from 'radix-ui';
import { dismissNotice, useNotices } from '../stores/notices-store.ts';
import { t } from '../texts/texts.ts';
import { IconButton } from './button.tsx';
import { CopyButton } from './copy-button.tsx';

const ICONS = { info: Info, warning: TriangleAlert, error: CircleX } as const;
/** Who is to take something back has to see it first. */
const WITH_UNDO_MS = 25_000;
const SHOWN_MS = { info: 5_000, warning: 10_000, error: 15_000 } as const;

interface ToastsProps {
  /** Shows a file that was kept in its folder; undefined where nobody can. */
  readonly reveal: ((path: string) => void) | undefined;
}

export function Toasts({ reveal }: ToastsProps) {
  const notices = useNotices((state) => state.notices);
  return (
    <Toast.Provider swipeDirection="right" label={t('common.notice')}>
      {notices.map(({ id, level, text, code, undo, path, kept }) => {
        const Icon = ICONS[level];
        return (
          <Toast.Root
            key={id}
            className={`toast toast-${level}`}
            type={level === 'error' ? 'foreground' : 'background'}
            duration={undo ? WITH_UNDO_MS : SHOWN_MS[level]}
            onOpenChange={(open) => !open && dismissNotice(id)}
          >
            <Icon aria-hidden className="icon" />
            <Toast.Description className="toast-text">
              {text} {code && <span className="toast-code">{code}</span>}
            </Toast.Description>
            {path !== undefined && <CopyButton text={path} label={t('common.copyPath')} />}
            {path !== undefined && kept && reveal && (
              <IconButton icon={FolderSearch} label={t('common.showInFolder')} onClick={() => reveal(path)} />
            )}
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
