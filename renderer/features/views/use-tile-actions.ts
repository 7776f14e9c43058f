import type { View } from '../../../backend/contract.ts';
import { useActions } from '../../actions/use-actions.ts';
import { enlarge, openDialog, setActiveTile, useView } from '../../stores/view-store.ts';
import { useViewEditor } from './edit-view.ts';
import { useEditable } from './editable.ts';
import { cameraInTile, type Direction, neighbour } from './view-model.ts';

/** Everything that can be done with tiles by key, wherever the focus is. */
export function useTileActions(view: View): void {
  const editor = useViewEditor();
  const editable = useEditable();
  const { activeTile, enlarged } = useView();
  const several = view.grid !== 1;
  const camera = cameraInTile(view, activeTile);

  const ifEditable = (action: () => void) => (editable ? action : undefined);
  const ifSeveral = (action: () => void) => (several ? action : undefined);
  const change = (action: () => void) => (editable && several ? action : undefined);
  const go = (direction: Direction) => ifSeveral(() => setActiveTile(neighbour(view, activeTile, direction)));
  const resize = (direction: Direction) =>
    view.grid === 'free' ? change(() => editor.step(activeTile, direction, 'size')) : undefined;
  /** In a grid the two tiles change places, in the free layout the tile moves by a step. */
  const move = (direction: Direction) =>
    change(() => {
      if (view.grid === 'free') {
        editor.step(activeTile, direction, 'move');
        return;
      }
      const next = neighbour(view, activeTile, direction);
      editor.swap(activeTile, next);
      setActiveTile(next);
    });

  useActions({
    'tiles.one': ifEditable(() => editor.setGrid(1)),
    'tiles.four': ifEditable(() => editor.setGrid(4)),
    'tiles.nine': ifEditable(() => editor.setGrid(9)),
    'tiles.sixteen': ifEditable(() => editor.setGrid(16)),
    'tiles.twentyFive': ifEditable(() => editor.setGrid(25)),
    'tiles.free': ifEditable(() => editor.setGrid('free')),
    'tiles.fill': ifEditable(editor.fill),
    'tiles.left': go('left'),
    'tiles.right': go('right'),
    'tiles.up': go('up'),
    'tiles.down': go('down'),
    'tiles.moveLeft': move('left'),
    'tiles.moveRight': move('right'),
    'tiles.moveUp': move('up'),
    'tiles.moveDown': move('down'),
    'tiles.narrower': resize('left'),
    'tiles.wider': resize('right'),
    'tiles.shorter': resize('up'),
    'tiles.taller': resize('down'),
    'tiles.enlarge': ifSeveral(() => enlarge(!enlarged)),
    'tiles.put': change(() => openDialog('tile')),
    'tiles.empty': camera === undefined ? undefined : change(() => editor.put(activeTile, undefined)),
    'tiles.add': view.grid === 'free' ? change(editor.add) : undefined,
    'tiles.remove': view.grid === 'free' ? change(() => editor.remove(activeTile)) : undefined,
  });
}
