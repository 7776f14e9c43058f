import { Cctv, MemoryStick } from 'lucide-react';
import { formatRoute, useRoute } from '../route.ts';

const VIEWS = [
  { view: 'cameras', label: 'Cameras', hotkey: 'C', icon: Cctv, href: formatRoute({ view: 'cameras' }) },
  {
    view: 'mappings',
    label: 'Mappings',
    hotkey: 'M',
    icon: MemoryStick,
    href: formatRoute({ view: 'mappings', mapping: undefined, tab: 'summary' }),
  },
] as const;

/** Between the two halves of the program, always in the upper left corner. Links, so that each can be opened in a tab of its own. */
export function ViewSwitch() {
  const current = useRoute(({ view }) => view);
  return (
    <nav className="view-switch" aria-label="Views">
      {VIEWS.map(({ view, label, hotkey, icon: Icon, href }) => (
        <a
          key={view}
          className="view-link"
          href={href}
          title={`${label} (${hotkey})`}
          aria-label={label}
          {...(view === current ? { 'aria-current': 'page' } : {})}
        >
          <Icon aria-hidden className="icon" />
          <span className="view-link-label">{label}</span>
        </a>
      ))}
    </nav>
  );
}
