import {
  type Announcements,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  KeyboardCode,
  type KeyboardCoordinateGetter,
  KeyboardSensor,
  PointerSensor,
  pointerWithin,
  rectIntersection,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { Cctv } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { setActiveTile } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { type Dragged, draggedOf, tileUnder } from './drag-data.ts';
import { useViewEditor } from './edit-view.ts';
import { type Direction, nearestAhead } from './view-model.ts';

/** A click stays a click. */
const DRAG_FROM_PIXELS = 6;
/** Enter stays free for showing and enlarging. */
const KEYS = { start: [KeyboardCode.Space], cancel: [KeyboardCode.Esc], end: [KeyboardCode.Space, KeyboardCode.Enter] };
const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** Cameras are dragged out of the list into tiles, tiles onto tiles; with the keyboard an arrow goes to the next tile. */
export function DragCameras({ children }: { readonly children: ReactNode }) {
  const editor = useViewEditor();
  const [dragged, setDragged] = useState<Dragged>();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: DRAG_FROM_PIXELS } }),
    useSensor(KeyboardSensor, { keyboardCodes: KEYS, coordinateGetter: toNextTile }),
  );

  function drop({ active, over }: DragEndEvent): void {
    setDragged(undefined);
    const what = draggedOf(active.data.current);
    const tile = tileUnder(over?.data.current);
    if (!what || tile === undefined) return;
    if (what.kind === 'camera') editor.put(tile, what.camera);
    else if (what.tile !== tile) editor.swap(what.tile, tile);
    setActiveTile(tile);
  }

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={(input) => (input.pointerCoordinates ? pointerWithin(input) : rectIntersection(input))}
      accessibility={{ announcements: ANNOUNCEMENTS, screenReaderInstructions: { draggable: t('views.howToDrag') } }}
      onDragStart={({ active }) => setDragged(draggedOf(active.data.current))}
      onDragCancel={() => setDragged(undefined)}
      onDragEnd={drop}
    >
      {children}
      <DragOverlay dropAnimation={null}>
        {dragged && (
          <div className="dragged">
            <Cctv aria-hidden className="icon" />
            {dragged.name}
          </div>
        )}
      </DragOverlay>
    </DndContext>
  );
}

const nameOf = (active: DragEndEvent['active']): string => draggedOf(active.data.current)?.name ?? '';

const ANNOUNCEMENTS: Announcements = {
  onDragStart: ({ active }) => t('views.dragStarted', { name: nameOf(active) }),
  onDragOver({ active, over }) {
    const tile = tileUnder(over?.data.current);
    return tile === undefined ? undefined : t('views.draggedOver', { name: nameOf(active), number: tile + 1 });
  },
  onDragEnd({ active, over }) {
    const tile = tileUnder(over?.data.current);
    const name = nameOf(active);
    return tile === undefined ? t('views.dragCancelled', { name }) : t('views.dropped', { name, number: tile + 1 });
  },
  onDragCancel: ({ active }) => t('views.dragCancelled', { name: nameOf(active) }),
};

/** Where the dragged thing comes to lie with the next arrow: exactly over the next tile. */
const toNextTile: KeyboardCoordinateGetter = (event, { context }) => {
  const direction = ARROWS[event.code];
  const { collisionRect, droppableRects } = context;
  if (!direction || !collisionRect) return undefined;
  event.preventDefault();
  const rects = [...droppableRects.values()];
  const places = rects.map(placeOf);
  const over = context.over && droppableRects.get(context.over.id);
  const next = nearestAhead(places, placeOf(over ?? collisionRect), direction);
  const target = next === undefined ? undefined : rects[next];
  return target && { x: target.left, y: target.top };
};

function placeOf({ left, top, width, height }: { left: number; top: number; width: number; height: number }) {
  return { x: left, y: top, width, height };
}
