import { useDraggable } from '@dnd-kit/core';
import { X } from 'lucide-react';
import type { Camera } from '../../../backend/contract.ts';
import { shownKey } from '../../actions/key-names.ts';
import { useCameraTitle } from '../../stores/cameras-store.ts';
import { recordingOf, replays, useRecordings } from '../../stores/recordings-store.ts';
import { cameraRate, useStats } from '../../stores/stats-store.ts';
import { t } from '../../texts/texts.ts';
import { formatBytes, formatRate, formatSize } from '../../ui/format.ts';
import { Sparkline } from '../health/sparkline.tsx';
import { dragOfCamera } from '../views/drag-data.ts';
import { StateIcon } from './state-badge.tsx';
import { shownState, stateWords } from './state-words.ts';

interface CameraRowProps {
  readonly camera: Camera;
  readonly selected: boolean;
  /** The row that the keyboard is on. */
  readonly active: boolean;
  readonly onSelect: () => void;
  /** Only where there is something to forget. */
  readonly onForget: (() => void) | undefined;
}

export function rowId(camera: Camera): string {
  return `camera-${camera.id}`;
}

export function CameraRow({ camera, selected, active, onSelect, onForget }: CameraRowProps) {
  const { setNodeRef, listeners } = useDraggable(dragOfCamera(camera.id, useCameraTitle(camera.id)));
  const stats = useStats(({ cameras }) => cameras[camera.id]);
  const fps = stats && cameraRate(stats);
  const isRecorded = useRecordings((all) => recordingOf(camera.id)(all)?.state === 'recording');
  const isReplay = useRecordings(replays(camera.id));
  const { state, name, label, namespace, layout, realBytes, observe } = camera;
  const shown = shownState(camera);
  const size = layout ? `${formatSize(layout)} ${layout.format}` : realBytes === undefined ? '' : formatBytes(realBytes);
  return (
    // The list handles the keys for all of its rows (aria-activedescendant).
    <div
      ref={setNodeRef}
      {...listeners}
      role="option"
      tabIndex={-1}
      id={rowId(camera)}
      className="camera-row"
      aria-selected={selected}
      data-active={active}
      data-camera={camera.id}
      data-state={state}
      onClick={onSelect}
      onKeyDown={undefined}
    >
      <StateIcon state={shown} />
      {isRecorded && <span className="camera-row-recording" role="img" aria-label={t('recordings.state.recording')} />}
      <div className="camera-row-text">
        <div className="camera-row-line">
          <span className="camera-row-name" title={camera.osName}>
            {label || name}
          </span>
          {label !== '' && label !== name && <span className="camera-row-second-name">{name}</span>}
          {namespace !== 'local' && <span className="chip">{namespace}</span>}
          {state === 'live' && typeof fps === 'number' && (
            <span className="camera-row-rate">{t('common.fps', { rate: formatRate(fps) })}</span>
          )}
        </div>
        <div className="camera-row-facts">
          <span className={`tone-${stateWords(shown).tone} camera-row-state`}>{stateWords(shown).word}</span>
          {isReplay && <span> · {t('recordings.replay')}</span>}
          {camera.stillSince !== undefined && <span className="tone-attention"> · {t('health.stillWord')}</span>}
          {size && <span> · {size}</span>}
          {observe && (
            <span title={t('cameras.readingMode.observing.meaning')}>
              {' '}
              · {t('cameras.readingMode.observing.word').toLowerCase()}
            </span>
          )}
        </div>
      </div>
      <Sparkline camera={camera.id} />
      {onForget && (
        <button
          type="button"
          className="icon-button camera-row-forget"
          aria-hidden
          tabIndex={-1}
          title={t('cameras.forget', { key: shownKey('Delete') })}
          onClick={(event) => {
            event.stopPropagation();
            onForget();
          }}
        >
          <X aria-hidden className="icon" />
        </button>
      )}
    </div>
  );
}
