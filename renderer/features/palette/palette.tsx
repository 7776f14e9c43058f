import { Command } from 'cmdk';
import { useEffect, useState } from 'react';
import { ACTIONS } from '../../../backend/action-table.ts';
import type { Mapping } from '../../../backend/contract.ts';
import { keysOf } from '../../actions/keys-of.ts';
import { handlerOf } from '../../actions/use-actions.ts';
import { goTo, showMapping } from '../../route.ts';
import { useSession } from '../../session.ts';
import { titleIn, useCameras } from '../../stores/cameras-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { openDialog } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { shownState, stateWords } from '../cameras/state-words.ts';
import { settingSections } from '../settings/sections.tsx';
import { openSettings } from '../settings/settings-search.ts';
import { useViewEditor } from '../views/edit-view.ts';
import { paletteScore } from './palette-filter.ts';

export function Palette({ open }: { readonly open: boolean }) {
  return (
    <Dialog open={open} title={t('palette.title')} onClose={() => openDialog(undefined)}>
      <Commands />
    </Dialog>
  );
}

/** Whatever can be done now, every camera, saved view, mapping and setting, found by a few letters. */
function Commands() {
  const session = useSession();
  const { cameras, titles } = useCameras();
  const savedViews = useSettings((state) => state.savedViews);
  const editor = useViewEditor();
  const [mappings, setMappings] = useState<readonly Mapping[]>([]);

  useEffect(() => {
    session.mappings
      .request('mappings.list', undefined)
      .then(setMappings)
      .catch(() => undefined); // the others are found all the same
  }, [session]);

  /** After the palette is gone, so that what is done may take the focus. */
  function then(deed: () => void): () => void {
    return () => {
      openDialog(undefined);
      setTimeout(deed);
    };
  }

  return (
    <Command className="palette" label={t('palette.title')} filter={paletteScore} loop>
      <Command.Input className="input palette-input" placeholder={t('palette.hint')} />
      <Command.List className="palette-list" label={t('palette.results')}>
        <Command.Empty className="palette-empty muted">{t('palette.empty')}</Command.Empty>
        <Command.Group heading={t('palette.actions')}>
          {ACTIONS.filter((action) => !('fixed' in action) && action.id !== 'view.palette').flatMap(({ id, group }) => {
            const handler = handlerOf(id);
            const key = keysOf(id);
            return handler
              ? [
                  <Command.Item key={id} value={`${t(`actions.${id}`)} ${id}`} onSelect={then(handler)}>
                    <span className="palette-name">{t(`actions.${id}`)}</span>
                    <span className="palette-kind">{t(`settings.actionGroup.${group}`)}</span>
                    {key && <kbd>{key}</kbd>}
                  </Command.Item>,
                ]
              : [];
          })}
        </Command.Group>
        <Command.Group heading={t('common.cameras')}>
          {cameras.map(({ id, name, label, ...camera }) => (
            <Command.Item
              key={id}
              value={`${label} ${name} ${id}`}
              onSelect={then(() => {
                session.select(id);
                goTo({ view: 'cameras' });
              })}
            >
              <span className="palette-name">{titleIn(titles, id)}</span>
              <span className="palette-kind">{stateWords(shownState(camera)).word}</span>
            </Command.Item>
          ))}
        </Command.Group>
        {savedViews.length > 0 && (
          <Command.Group heading={t('common.views')}>
            {savedViews.map(({ name, view }) => (
              <Command.Item
                key={name}
                value={`${name} ${t('common.views')}`}
                onSelect={then(() => {
                  editor.load(view);
                  goTo({ view: 'cameras' });
                })}
              >
                <span className="palette-name">{name}</span>
                <span className="palette-kind">{t('palette.view')}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        <Command.Group heading={t('common.mappings')}>
          {mappings.map(({ id, name }) => (
            <Command.Item key={id} value={`${name} ${t('common.mappings')} ${id}`} onSelect={then(() => showMapping(id))}>
              <span className="palette-name">{name}</span>
              <span className="palette-kind">{t('palette.inspect')}</span>
            </Command.Item>
          ))}
        </Command.Group>
        <Command.Group heading={t('common.settings')}>
          {settingSections().flatMap(({ entries }) =>
            entries.map(({ title }) => (
              <Command.Item key={title} value={`${title} ${t('common.settings')}`} onSelect={then(() => openSettings(title))}>
                <span className="palette-name">{title}</span>
                <span className="palette-kind">{t('palette.setting')}</span>
              </Command.Item>
            )),
          )}
        </Command.Group>
      </Command.List>
    </Command>
  );
}
