import { Play, Snowflake, StepBack, StepForward } from 'lucide-react';
import type { FrameView } from '../../frames/frame-view.ts';
import { MOST_KEPT } from '../../frames/kept-frames.ts';
import { useLook } from '../../stores/look-store.ts';
import type { TileId } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { formatDuration, groupDigits } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';

interface FreezeBadgeProps {
  readonly tile: TileId;
  readonly view: FrameView;
}

/** Says that the picture stands still, since when and at which frame; nobody may take it for a live one. */
export function FreezeBadge({ tile, view }: FreezeBadgeProps) {
  const freeze = useLook(({ freezes }) => freezes[tile]);
  const now = useNow();
  if (!freeze) return undefined;
  const { frameNumber, shownFrom, passed, back, kept } = freeze;
  return (
    <section className="freeze-badge" aria-label={t('look.frozen')}>
      <Snowflake aria-hidden className="icon" />
      <div className="freeze-words">
        <strong role="status">
          {frameNumber > 0 ? t('look.frozenAt', { frame: groupDigits(frameNumber) }) : t('look.frozen')}
        </strong>
        <small>
          {t('look.frozenAge', { age: formatDuration(now - shownFrom) })}
          {' · '}
          {t('look.passed', { count: passed })}
        </small>
        <small title={t('look.keptHint', { most: MOST_KEPT })}>{t('look.kept', { at: kept - back, count: kept })}</small>
      </div>
      <IconButton
        icon={StepBack}
        label={t('actions.look.previous')}
        action="look.previous"
        disabled={back >= kept - 1}
        onClick={() => view.step(-1)}
      />
      <IconButton icon={StepForward} label={t('actions.look.next')} action="look.next" onClick={() => view.step(1)} />
      <IconButton icon={Play} label={t('look.live')} action="look.freeze" onClick={() => view.freeze(false)} />
    </section>
  );
}
