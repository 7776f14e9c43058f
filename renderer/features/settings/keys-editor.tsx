import { Keyboard, RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type ActionId, actionsIn } from '../../../backend/action-table.ts';
import { conflictsOf, withKeyOf, withoutDefaults } from '../../actions/conflicts.ts';
import { keyNamesOf, shownKey } from '../../actions/key-names.ts';
import { keyNamesFor } from '../../actions/keys-of.ts';
import { useSession } from '../../session.ts';
import { useOnDesktop } from '../../stores/connection-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { t } from '../../texts/texts.ts';
import { Button, IconButton } from '../../ui/button.tsx';

interface Wish {
  readonly id: ActionId;
  /** Undefined while the key is waited for. */
  readonly key: string | undefined;
}

/** Every action with its keys. A new key is pressed, not typed; one that is taken asks first. */
export function KeysEditor({ matches }: { readonly matches: (text: string) => boolean }) {
  const session = useSession();
  const own = useSettings((settings) => settings.keys);
  const shell = useOnDesktop() ? 'desktop' : 'browser';
  const [wish, setWish] = useState<Wish>();
  const waiting = wish?.key === undefined ? wish?.id : undefined;

  useEffect(() => {
    if (waiting === undefined) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      // Before the dialog, which would close on Escape, and before the key does what it does now.
      event.preventDefault();
      event.stopImmediatePropagation();
      const [key] = keyNamesOf(event);
      if (event.key === 'Escape') setWish(undefined);
      else if (key === undefined) return;
      else if (conflictsOf(waiting, key, own).length > 0) setWish({ id: waiting, key });
      else take(waiting, key);
    };
    function take(id: ActionId, key: string): void {
      session.change({ keys: withKeyOf(id, key, own) });
      setWish(undefined);
    }
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [waiting, own, session]);

  const rows = actionsIn(shell)
    .filter((action) => !('fixed' in action))
    .filter(({ id, group }) => matches(`${t(`actions.${id}`)} ${t(`settings.actionGroup.${group}`)}`) || wish?.id === id);
  if (rows.length === 0) return undefined;
  return (
    <ul className="keys-editor">
      {rows.map(({ id, group }) => {
        const title = t(`actions.${id}`);
        const keys = keyNamesFor(id, own);
        return (
          <li key={id} className="setting">
            <div className="setting-words">
              <div className="setting-name">{title}</div>
              <div className="field-note">{t(`settings.actionGroup.${group}`)}</div>
            </div>
            <span className="keys-shown">
              {keys.length === 0 && <span className="muted">{t('settings.noKey')}</span>}
              {keys.map((key) => (
                <kbd key={key}>{shownKey(key)}</kbd>
              ))}
            </span>
            {own[id] && (
              <IconButton
                icon={RotateCcw}
                label={t('settings.reset', { name: title })}
                onClick={() =>
                  session.change({
                    keys: withoutDefaults(Object.fromEntries(Object.entries(own).filter(([each]) => each !== id))),
                  })
                }
              />
            )}
            <Button
              icon={Keyboard}
              aria-label={t('settings.changeKey', { name: title })}
              onClick={() => setWish({ id, key: undefined })}
            >
              {t(waiting === id ? 'settings.pressKey' : 'settings.change')}
            </Button>
            {wish?.id === id && wish.key !== undefined && (
              <div className="callout callout-bad keys-conflict" role="alert">
                <p>
                  {t('settings.conflict', {
                    key: shownKey(wish.key),
                    actions: conflictsOf(id, wish.key, own)
                      .map((other) => t(`actions.${other}`))
                      .join(', '),
                  })}
                </p>
                <Button
                  onClick={() => {
                    session.change({ keys: withKeyOf(id, wish.key ?? '', own) });
                    setWish(undefined);
                  }}
                >
                  {t('settings.takeKey')}
                </Button>
                <Button kind="quiet" onClick={() => setWish(undefined)}>
                  {t('common.cancel')}
                </Button>
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
