import { Cctv, MemoryStick } from 'lucide-react';
import { withKey } from '../actions/keys-of.ts';
import { formatRoute, useRoute } from '../route.ts';
import { t } from '../texts/texts.ts';

const VIEWS = [
  { view: 'cameras', action: 'view.cameras', icon: Cctv, href: formatRoute({ view: 'cameras' }) },
  {
    view: 'mappings',
    action: 'view.mappings',
    icon: MemoryStick,
    href: formatRoute({ view: 'mappings', mapping: undefined, tab: 'summary' }),
  },
] as const;

/** Between the two halves of the program, always in the upper left corner. Links, so that each can be opened in a tab of its own. */
export function ViewSwitch() {
  const current = useRoute(({ view }) => view);
  return (
    <nav className="view-switch" aria-label={t('common.views')}>
      {VIEWS.map(({ view, action, icon: Icon, href }) => (
        <a
          key={view}
          className="view-link"
          href={href}
          title={withKey(t(`common.${view}`), action)}
          aria-label={t(`common.${view}`)}
          {...(view === current ? { 'aria-current': 'page' } : {})}
        >
          <Icon aria-hidden className="icon" />
          <span className="view-link-label">{t(`common.${view}`)}</span>
        </a>
      ))}
    </nav>
  );
}
