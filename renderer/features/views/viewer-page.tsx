import { ArrowUpRight, Maximize, Minimize, Pin, PinOff } from 'lucide-react';
import { useEffect } from 'react';
import { useActions } from '../../actions/use-actions.ts';
import { formatRoute, formatTarget, useRoute } from '../../route.ts';
import { useSession } from '../../session.ts';
import { useCameraTitle } from '../../stores/cameras-store.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { useWindowState } from '../../stores/windows-store.ts';
import { t } from '../../texts/texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { Announcer } from '../live/announcer.tsx';
import { ConnectionStrip } from '../live/connection-strip.tsx';
import { useWindows } from './use-windows.ts';
import { useActiveCamera, useViewOnPage } from './view-on-page.ts';
import { ViewPicture } from './view-picture.tsx';
import { Wall } from './wall.tsx';

/** Pictures and nothing else, for a window or a wall of its own. The bar shows itself to a mouse that moves and to the keyboard. */
export function ViewerPage() {
  const connection = useConnection((state) => state.status);
  const view = useViewOnPage();
  const camera = useActiveCamera();
  const title = useTitle();

  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);

  return (
    <div className="viewer" data-connection={connection}>
      <main className="pane-stage" aria-label={title}>
        {view && view.grid !== 1 && <ConnectionStrip />}
        {view ? <Wall view={view} /> : <NoSuchView />}
      </main>
      <ViewerBar title={title} />
      <Announcer camera={camera} />
    </div>
  );
}

function useTitle(): string {
  const target = useRoute((route) => (route.view === 'viewer' ? route.target : undefined));
  const camera = useCameraTitle(target?.kind === 'camera' ? target.camera : undefined);
  if (target?.kind === 'saved') return target.name;
  if (target?.kind === 'camera') return camera;
  return t('views.unnamed');
}

function ViewerBar({ title }: { readonly title: string }) {
  const session = useSession();
  const windows = useWindows();
  const overlay = useSettings((settings) => settings.overlay);
  const { fullScreen, alwaysOnTop } = useWindowState();
  const toggleOnTop = (): void => windows.keepOnTop(!alwaysOnTop);
  useActions({
    'picture.fullscreen': windows.toggleFullScreen,
    'cameras.closeList': windows.leaveFullScreen,
    'picture.figures': () => session.change({ overlay: !overlay }),
    'views.onTop': alwaysOnTop === null ? undefined : toggleOnTop,
  });
  return (
    <header className="viewer-bar">
      <h1 className="viewer-title">{title}</h1>
      {alwaysOnTop !== null && (
        <IconButton
          icon={alwaysOnTop ? PinOff : Pin}
          label={t('actions.views.onTop')}
          action="views.onTop"
          pressed={alwaysOnTop}
          onClick={toggleOnTop}
        />
      )}
      <IconButton
        icon={fullScreen ? Minimize : Maximize}
        label={t('actions.picture.fullscreen')}
        action="picture.fullscreen"
        onClick={windows.toggleFullScreen}
      />
      <a className="icon-button" href={formatRoute({ view: 'cameras' })} aria-label={t('views.toMain')} title={t('views.toMain')}>
        <ArrowUpRight aria-hidden className="icon" />
      </a>
    </header>
  );
}

/** The address names a view that is not (or no longer) saved. */
function NoSuchView() {
  const savedViews = useSettings((settings) => settings.savedViews);
  const connected = useConnection((state) => state.info !== undefined);
  if (!connected) return <p className="pane-waiting viewer-words">{t('live.connecting')}</p>;
  return (
    <section className="viewer-words" aria-labelledby="no-such-view">
      <h2 id="no-such-view">{t('views.noSuchView')}</h2>
      <p>{savedViews.length > 0 ? t('views.noSuchViewNext') : t('views.noneSaved')}</p>
      <ul className="saved-views">
        {savedViews.map(({ name, view }) => (
          <li key={name} className="saved-view">
            <a className="saved-view-show" href={formatTarget({ kind: 'saved', name })}>
              <ViewPicture view={view} />
              <span className="saved-view-name">{name}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
