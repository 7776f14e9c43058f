import { type KeyboardEvent, useEffect, useState } from 'react';
import type { Camera, CameraId } from '../../../backend/contract.ts';
import { useSession } from '../../session.ts';
import { groupCameras } from '../../stores/cameras-store.ts';
import { isNarrow, toggleSidebar } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { CameraRow, rowId } from './camera-row.tsx';
import { isForgettable } from './forgettable.ts';

interface CameraListProps {
  readonly cameras: readonly Camera[];
  readonly selected: Camera | undefined;
}

/** A list box: arrows move through the rows, Enter shows the camera, Delete forgets one that is remembered. */
export function CameraList({ cameras, selected }: CameraListProps) {
  const session = useSession();
  const [activeId, setActiveId] = useState<CameraId>();
  const groups = groupCameras(cameras);
  const rows = groups.flatMap((group) => group.cameras);
  const active = rows.find(({ id }) => id === activeId) ?? rows.find(({ id }) => id === selected?.id) ?? rows[0];

  useEffect(() => {
    if (activeId !== undefined) document.getElementById(`camera-${activeId}`)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  function show(camera: Camera): void {
    setActiveId(camera.id);
    session.select(camera.id);
    if (isNarrow()) toggleSidebar(false);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const index = active ? rows.indexOf(active) : -1;
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(index + 1, rows.length - 1),
      ArrowUp: Math.max(index - 1, 0),
      Home: 0,
      End: rows.length - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) setActiveId(rows[target]?.id);
    else if (event.key === 'Enter' && active) show(active);
    // On the camera that is shown already the space bar is free: it freezes the picture.
    else if (event.key === ' ' && active && active.id !== selected?.id) show(active);
    else if (event.key === 'Delete' && active && isForgettable(active)) session.forget(active.id);
    else return;
    event.preventDefault();
  }

  return (
    <div
      className="camera-list"
      role="listbox"
      aria-label={t('common.cameras')}
      id="camera-list"
      tabIndex={0}
      {...(active ? { 'aria-activedescendant': rowId(active) } : {})}
      onKeyDown={onKeyDown}
    >
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a list box, a group of options must
        <div role="group" aria-label={t(`cameras.section.${group.section}`)} key={group.section}>
          <div className="camera-section" aria-hidden>
            {t(`cameras.section.${group.section}`)}
            <span className="camera-section-count">{group.cameras.length}</span>
          </div>
          {group.cameras.map((camera) => (
            <CameraRow
              key={camera.id}
              camera={camera}
              selected={camera.id === selected?.id}
              active={camera.id === active?.id}
              onSelect={() => show(camera)}
              onForget={isForgettable(camera) ? () => session.forget(camera.id) : undefined}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
