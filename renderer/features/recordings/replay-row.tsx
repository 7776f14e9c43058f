import { Pause, Play, Repeat, Square, StepForward } from 'lucide-react';
import { useState } from 'react';
import type { CommandArgument, ReplayState } from '../../../backend/contract.ts';
import { useSession } from '../../session.ts';
import { t } from '../../texts/texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { decimal } from '../../ui/format.ts';
import { Select } from '../../ui/select.tsx';

const SPEEDS = ['0.1', '0.25', '0.5', '1', '2', '4', '8'] as const;

/** A recording that plays as a camera: its place in time, and the controls of a player. */
export function ReplayRow({ replay }: { readonly replay: ReplayState }) {
  const session = useSession();
  const { camera, file, playing, positionMs, durationMs, speed, loop } = replay;
  // While the bar is dragged it stays where the hand is.
  const [dragged, setDragged] = useState<number>();
  const control = (wish: Omit<CommandArgument<'replays.control'>, 'camera'>): void =>
    void session.ask('replays.control', { camera, ...wish });
  const at = dragged ?? positionMs;
  const seconds = (ms: number): string => decimal(ms / 1000, 1);
  const words = t('recordings.positionWords', { at: seconds(at), of: seconds(durationMs) });
  return (
    <li className="replay">
      <button type="button" className="replay-name" onClick={() => session.select(camera)} title={t('recordings.showReplay')}>
        {file}
      </button>
      <input
        className="slider"
        type="range"
        min={0}
        max={Math.max(1, Math.round(durationMs))}
        step={Math.max(1, Math.round(durationMs / 1000))}
        value={Math.round(at)}
        aria-label={t('recordings.position', { file })}
        aria-valuetext={words}
        onChange={({ target }) => {
          const seekMs = Number(target.value);
          setDragged(seekMs);
          control({ seekMs });
        }}
        onPointerUp={() => setDragged(undefined)}
        onKeyUp={() => setDragged(undefined)}
        onBlur={() => setDragged(undefined)}
      />
      <div className="replay-controls">
        <IconButton
          icon={playing ? Pause : Play}
          label={t(playing ? 'recordings.pause' : 'recordings.resume')}
          onClick={() => control({ play: !playing })}
        />
        <IconButton icon={StepForward} label={t('recordings.step')} onClick={() => control({ step: true })} />
        <IconButton icon={Repeat} label={t('recordings.loop')} pressed={loop} onClick={() => control({ loop: !loop })} />
        <Select
          label={t('recordings.speed')}
          value={SPEEDS.find((value) => Number(value) === speed)}
          options={SPEEDS.map((value) => ({ value, label: `${value} ×` }))}
          onChange={(value) => control({ speed: Number(value) })}
        />
        <span className="replay-time">{words}</span>
        <IconButton
          icon={Square}
          label={t('recordings.endReplay', { file })}
          onClick={() => void session.ask('replays.stop', { camera })}
        />
      </div>
    </li>
  );
}
