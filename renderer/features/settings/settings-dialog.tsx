import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { openDialog } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { KeysEditor } from './keys-editor.tsx';
import { settingSections } from './sections.tsx';
import { SettingsFile } from './settings-file.tsx';
import { matcher, useSettingsSearch } from './settings-search.ts';

export function SettingsDialog({ open }: { readonly open: boolean }) {
  return (
    <Dialog
      open={open}
      title={t('common.settings')}
      onClose={() => {
        openDialog(undefined);
        useSettingsSearch.setState({ search: '' });
      }}
    >
      <SettingsForm />
    </Dialog>
  );
}

function SettingsForm() {
  const search = useSettingsSearch((state) => state.search);
  const matches = matcher(search);
  const groups = settingSections().map(({ id, entries }) => {
    const title = t(`settings.group.${id}`);
    return { id, title, entries: entries.filter((entry) => matches(`${title} ${entry.title} ${entry.note}`)) };
  });
  const keysTitle = t('settings.group.keys');
  const fileTitle = t('settings.group.file');
  return (
    <div className="settings">
      <div className="filter settings-search">
        <Search aria-hidden className="icon" />
        <input
          className="filter-input"
          type="search"
          aria-label={t('settings.search')}
          placeholder={t('settings.search')}
          autoComplete="off"
          spellCheck={false}
          value={search}
          onChange={({ target }) => useSettingsSearch.setState({ search: target.value })}
        />
      </div>
      {groups
        .filter(({ entries }) => entries.length > 0)
        .map(({ id, title, entries }) => (
          <Group key={id} title={title}>
            {entries.map(({ element }) => element)}
          </Group>
        ))}
      <Group title={keysTitle}>
        <KeysEditor matches={(text) => matches(`${keysTitle} ${text}`)} />
      </Group>
      {matches(`${fileTitle} ${t('settings.export')} ${t('settings.import')} ${t('settings.fileNote')}`) && (
        <Group title={fileTitle}>
          <SettingsFile />
        </Group>
      )}
      <p className="settings-none muted">{t('settings.nothingFound')}</p>
    </div>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="settings-group" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
