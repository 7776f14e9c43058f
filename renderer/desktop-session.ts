import { ACTIONS, type ActionGroup } from '../backend/action-table.ts';
import type { Bridge, CameraId, CommandArgument } from '../backend/contract.ts';
import { keyNamesFor } from './actions/keys-of.ts';
import { handlerOf, onOffersChanged } from './actions/use-actions.ts';
import { showNotice } from './stores/notices-store.ts';
import { useSettings } from './stores/settings-store.ts';
import { useShell } from './stores/shell-store.ts';
import { t, useLanguage } from './texts/texts.ts';

type PageMenu = CommandArgument<'shell.menu'>;

/** What changes at once (a view opens, the settings come) is told at once, too. */
const SETTLE_MS = 100;
/** Graphics that ended more often within a minute do not come back. */
const MOST_TIMES = 2;

/** What the page does for the desktop program around it: its menu follows what can be done here, and what it asks for is shown. */
export function followDesktop(bridge: Bridge, show: (camera: CameraId) => void): void {
  bridge.on('shell.action', ({ action }) => handlerOf(action)?.());
  bridge.on('shell.show', ({ camera }) => show(camera));
  bridge.on('shell.graphicsLost', ({ times }) => {
    const text = t(times > MOST_TIMES ? 'desktop.graphicsGone' : 'desktop.graphicsLost');
    showNotice({ level: 'warning', text });
  });
  // The first question that the shell answers: from now on it tells what it was started for.
  void bridge.request('shell.state', undefined).then((state) => useShell.setState({ state }));

  let told = '';
  let timer = 0;
  const tell = (): void => {
    const menu = pageMenu();
    const text = JSON.stringify(menu);
    if (text === told) return;
    told = text;
    void bridge.request('shell.menu', menu);
  };
  const tellSoon = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(tell, SETTLE_MS);
  };
  onOffersChanged(tellSoon);
  useSettings.subscribe(({ keys }, before) => keys !== before.keys && tellSoon());
  useLanguage.subscribe(tellSoon);
  tellSoon();
}

/** Everything that can be done now, by group, as the palette has it. */
function pageMenu(): PageMenu {
  const groups = new Map<ActionGroup, PageMenu['groups'][number]['items']>();
  for (const action of ACTIONS) {
    if ('fixed' in action || !handlerOf(action.id)) continue;
    const [key] = keyNamesFor(action.id);
    const items = groups.get(action.group) ?? [];
    items.push({ action: action.id, title: t(`actions.${action.id}`), ...(key !== undefined && { key }) });
    groups.set(action.group, items);
  }
  return { groups: [...groups].map(([group, items]) => ({ title: t(`settings.actionGroup.${group}`), items })) };
}
