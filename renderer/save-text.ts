import type { Session } from './session.ts';
import { useConnection } from './stores/connection-store.ts';
import { showNotice } from './stores/notices-store.ts';
import { t } from './texts/texts.ts';
import { downloadText } from './ui/download.ts';

/** Saves a text as a file: on the desktop where the user says, in a browser among the downloads. */
export async function saveText(session: Session, name: string, type: string, text: string): Promise<void> {
  if (useConnection.getState().info?.shell !== 'desktop') {
    downloadText(name, type, text);
    return;
  }
  const { path } = (await session.ask('shell.saveText', { name, text })) ?? {};
  if (path) showNotice({ level: 'info', text: t('common.savedTo', { path }), path });
}
