import { LayoutGrid, MemoryStick, RefreshCw, Stethoscope, Trash2 } from 'lucide-react';
import type { Camera } from '../../../backend/contract.ts';
import { showMapping } from '../../route.ts';
import { useSession } from '../../session.ts';
import { useStats } from '../../stores/stats-store.ts';
import { toggleSidePanel } from '../../stores/view-store.ts';
import { withCode } from '../../texts/rich.tsx';
import { t } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { formatDuration } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { isForgettable } from '../cameras/forgettable.ts';
import { StateIcon } from '../cameras/state-badge.tsx';
import { shownState } from '../cameras/state-words.ts';
import { type Explanation, explainState } from './explain-state.ts';

/**
 * Says why there is no fresh picture. Over the last picture (`compact`) it is a strip at the top, which leaves the picture to be looked at;
 * without one it has the whole pane.
 */
export function StatePane({ camera, compact }: { readonly camera: Camera; readonly compact: boolean }) {
  const stats = useStats(({ cameras }) => cameras[camera.id]);
  const explanation = explainState(camera, stats);
  if (!explanation) return undefined;
  const { title, text, next, facts } = explanation;
  return (
    <section className="state-pane" data-compact={compact} data-state={camera.state} aria-label={title}>
      <StateIcon state={shownState(camera)} />
      <div className="state-pane-words">
        <h2 className="state-pane-title">
          {title} <Since camera={camera} />
        </h2>
        {text.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <p className="state-pane-next">{withCode(next)}</p>
        {facts.length > 0 && <FactList className="state-pane-facts" facts={facts} />}
      </div>
      <Actions camera={camera} actions={explanation.actions} />
    </section>
  );
}

const TIMED = { locked: 'live.heldFor', stalled: 'live.for', 'not-found': 'live.for' } as const;

function Since({ camera }: { readonly camera: Camera }) {
  const now = useNow();
  const { state } = camera;
  if (state !== 'locked' && state !== 'stalled' && state !== 'not-found') return undefined;
  return (
    <span className="state-pane-since" role="timer">
      {t(TIMED[state], { duration: formatDuration(now - camera.since) })}
    </span>
  );
}

function Actions({ camera, actions }: { readonly camera: Camera; readonly actions: Explanation['actions'] }) {
  const session = useSession();
  const shown = actions.filter((action) => action !== 'forget' || isForgettable(camera));
  if (shown.length === 0) return undefined;
  return (
    <div className="state-pane-actions">
      {shown.includes('layout') && (
        <Button kind="primary" icon={LayoutGrid} onClick={() => toggleSidePanel('layout', true)}>
          {t('live.describeLayout')}
        </Button>
      )}
      {shown.includes('doctor') && (
        <Button kind="primary" icon={Stethoscope} onClick={() => showMapping(camera.id, 'doctor')}>
          {t('common.lockDoctor')}
        </Button>
      )}
      {shown.includes('mapping') && (
        <Button icon={MemoryStick} onClick={() => showMapping(camera.id)}>
          {t('live.itsMapping')}
        </Button>
      )}
      {shown.includes('refresh') && (
        <Button icon={RefreshCw} onClick={session.refresh}>
          {t('common.lookAgain')}
        </Button>
      )}
      {shown.includes('forget') && (
        <Button icon={Trash2} onClick={() => session.forget(camera.id)}>
          {t('live.forget')}
        </Button>
      )}
    </div>
  );
}
