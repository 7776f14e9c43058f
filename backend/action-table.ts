/**
 * Everything that a user can do by key: plain data, which the page (dispatcher, palette, cheat sheet, menus, tooltips) and the settings'
 * schema share. What each does is said by the part of the page that offers it; its title stands in the texts as `actions.<id>`.
 */

export type ActionPlace = 'cameras' | 'mappings' | 'everywhere';

interface Action {
  /** `group.action`. */
  readonly id: `${string}.${string}`;
  readonly group: string;
  /** Names as `keyNamesOf` gives them. Several do the same. */
  readonly keys: readonly string[];
  /**
   * Where it can be offered. Actions of places that overlap must not share a key, Escape aside (it ends whatever is innermost), and those
   * that are fixed, which the focused list takes before anybody else.
   */
  readonly where: ActionPlace;
  /** Done again and again while the key is held. */
  readonly repeats?: true;
  /** Offered by this shell alone. */
  readonly shell?: 'desktop';
  /** A key of the focused list or table itself, listed for the cheat sheet; it cannot be changed. */
  readonly fixed?: true;
}

export const ACTIONS = [
  { id: 'view.cameras', group: 'view', keys: ['C'], where: 'everywhere' },
  { id: 'view.mappings', group: 'view', keys: ['M'], where: 'everywhere' },
  { id: 'view.settings', group: 'view', keys: [',', 'Ctrl+,'], where: 'everywhere' },
  { id: 'view.palette', group: 'view', keys: ['Ctrl+K', 'Ctrl+Shift+P'], where: 'everywhere' },
  { id: 'view.help', group: 'view', keys: ['?'], where: 'everywhere' },

  { id: 'alarms.show', group: 'alarms', keys: ['Shift+A'], where: 'everywhere' },
  { id: 'alarms.acknowledge', group: 'alarms', keys: ['Shift+Q'], where: 'everywhere' },
  { id: 'alarms.silence', group: 'alarms', keys: ['Shift+S'], where: 'everywhere' },

  { id: 'cameras.move', group: 'cameras', keys: ['ArrowUp', 'ArrowDown'], where: 'cameras', fixed: true },
  { id: 'cameras.show', group: 'cameras', keys: ['Enter'], where: 'cameras', fixed: true },
  { id: 'cameras.forget', group: 'cameras', keys: ['Delete'], where: 'cameras', fixed: true },
  { id: 'cameras.filter', group: 'cameras', keys: ['/'], where: 'cameras' },
  { id: 'cameras.add', group: 'cameras', keys: ['A'], where: 'cameras' },
  { id: 'cameras.demo', group: 'cameras', keys: ['Shift+D'], where: 'cameras' },
  { id: 'cameras.refresh', group: 'cameras', keys: ['F5'], where: 'cameras' },
  { id: 'cameras.list', group: 'cameras', keys: ['B'], where: 'cameras' },
  { id: 'cameras.closeList', group: 'cameras', keys: ['Escape'], where: 'cameras' },

  { id: 'picture.fit', group: 'picture', keys: ['0'], where: 'cameras' },
  { id: 'picture.actual', group: 'picture', keys: ['1'], where: 'cameras' },
  { id: 'picture.fullscreen', group: 'picture', keys: ['F'], where: 'cameras' },
  { id: 'picture.figures', group: 'picture', keys: ['O'], where: 'cameras' },
  { id: 'picture.layout', group: 'picture', keys: ['L'], where: 'cameras' },
  { id: 'picture.guess', group: 'picture', keys: ['Shift+L'], where: 'cameras' },
  { id: 'picture.display', group: 'picture', keys: ['D'], where: 'cameras' },
  { id: 'picture.history', group: 'picture', keys: ['T'], where: 'cameras' },

  { id: 'keep.snapshot', group: 'keep', keys: ['S'], where: 'cameras' },
  { id: 'keep.dump', group: 'keep', keys: ['U'], where: 'cameras' },
  { id: 'keep.record', group: 'keep', keys: ['E'], where: 'cameras' },
  { id: 'keep.arm', group: 'keep', keys: ['Shift+E'], where: 'cameras' },
  { id: 'keep.panel', group: 'keep', keys: ['J'], where: 'cameras' },
  { id: 'keep.open', group: 'keep', keys: ['Ctrl+O'], where: 'cameras', shell: 'desktop' },

  { id: 'look.zoomIn', group: 'look', keys: ['+', '='], where: 'cameras', repeats: true },
  { id: 'look.zoomOut', group: 'look', keys: ['-'], where: 'cameras', repeats: true },
  { id: 'look.left', group: 'look', keys: ['ArrowLeft'], where: 'cameras', repeats: true },
  { id: 'look.right', group: 'look', keys: ['ArrowRight'], where: 'cameras', repeats: true },
  { id: 'look.up', group: 'look', keys: ['ArrowUp'], where: 'cameras', repeats: true },
  { id: 'look.down', group: 'look', keys: ['ArrowDown'], where: 'cameras', repeats: true },
  { id: 'look.farLeft', group: 'look', keys: ['Shift+ArrowLeft'], where: 'cameras', repeats: true },
  { id: 'look.farRight', group: 'look', keys: ['Shift+ArrowRight'], where: 'cameras', repeats: true },
  { id: 'look.farUp', group: 'look', keys: ['Shift+ArrowUp'], where: 'cameras', repeats: true },
  { id: 'look.farDown', group: 'look', keys: ['Shift+ArrowDown'], where: 'cameras', repeats: true },
  { id: 'look.rotate', group: 'look', keys: ['R'], where: 'cameras' },
  { id: 'look.rotateBack', group: 'look', keys: ['Shift+R'], where: 'cameras' },
  { id: 'look.flipH', group: 'look', keys: ['H'], where: 'cameras' },
  { id: 'look.flipV', group: 'look', keys: ['V'], where: 'cameras' },
  { id: 'look.reset', group: 'look', keys: ['Backspace'], where: 'cameras' },
  { id: 'look.link', group: 'look', keys: ['K'], where: 'cameras' },
  { id: 'look.freeze', group: 'look', keys: ['Space'], where: 'cameras' },
  { id: 'look.inspector', group: 'look', keys: ['I'], where: 'cameras' },
  { id: 'look.pin', group: 'look', keys: ['X'], where: 'cameras' },
  { id: 'look.clearPins', group: 'look', keys: ['Shift+X'], where: 'cameras' },
  { id: 'look.copy', group: 'look', keys: ['Shift+C'], where: 'cameras' },
  { id: 'look.scopes', group: 'look', keys: ['G'], where: 'cameras' },
  { id: 'look.area', group: 'look', keys: ['Shift+G'], where: 'cameras' },
  { id: 'look.compare', group: 'look', keys: ['W'], where: 'cameras' },
  { id: 'look.next', group: 'look', keys: ['N'], where: 'cameras', repeats: true },
  { id: 'look.previous', group: 'look', keys: ['P'], where: 'cameras', repeats: true },

  { id: 'tiles.one', group: 'tiles', keys: ['Alt+1'], where: 'cameras' },
  { id: 'tiles.four', group: 'tiles', keys: ['Alt+2'], where: 'cameras' },
  { id: 'tiles.nine', group: 'tiles', keys: ['Alt+3'], where: 'cameras' },
  { id: 'tiles.sixteen', group: 'tiles', keys: ['Alt+4'], where: 'cameras' },
  { id: 'tiles.twentyFive', group: 'tiles', keys: ['Alt+5'], where: 'cameras' },
  { id: 'tiles.free', group: 'tiles', keys: ['Alt+0'], where: 'cameras' },
  { id: 'tiles.fill', group: 'tiles', keys: ['Alt+A'], where: 'cameras' },
  { id: 'tiles.left', group: 'tiles', keys: ['Alt+ArrowLeft'], where: 'cameras', repeats: true },
  { id: 'tiles.right', group: 'tiles', keys: ['Alt+ArrowRight'], where: 'cameras', repeats: true },
  { id: 'tiles.up', group: 'tiles', keys: ['Alt+ArrowUp'], where: 'cameras', repeats: true },
  { id: 'tiles.down', group: 'tiles', keys: ['Alt+ArrowDown'], where: 'cameras', repeats: true },
  { id: 'tiles.enlarge', group: 'tiles', keys: ['Alt+Enter'], where: 'cameras' },
  { id: 'tiles.put', group: 'tiles', keys: ['Alt+P'], where: 'cameras' },
  { id: 'tiles.empty', group: 'tiles', keys: ['Alt+Delete'], where: 'cameras' },
  { id: 'tiles.moveLeft', group: 'tiles', keys: ['Alt+Shift+ArrowLeft'], where: 'cameras', repeats: true },
  { id: 'tiles.moveRight', group: 'tiles', keys: ['Alt+Shift+ArrowRight'], where: 'cameras', repeats: true },
  { id: 'tiles.moveUp', group: 'tiles', keys: ['Alt+Shift+ArrowUp'], where: 'cameras', repeats: true },
  { id: 'tiles.moveDown', group: 'tiles', keys: ['Alt+Shift+ArrowDown'], where: 'cameras', repeats: true },
  { id: 'tiles.narrower', group: 'tiles', keys: ['Ctrl+Shift+ArrowLeft'], where: 'cameras', repeats: true },
  { id: 'tiles.wider', group: 'tiles', keys: ['Ctrl+Shift+ArrowRight'], where: 'cameras', repeats: true },
  { id: 'tiles.shorter', group: 'tiles', keys: ['Ctrl+Shift+ArrowUp'], where: 'cameras', repeats: true },
  { id: 'tiles.taller', group: 'tiles', keys: ['Ctrl+Shift+ArrowDown'], where: 'cameras', repeats: true },
  { id: 'tiles.add', group: 'tiles', keys: ['Alt+N'], where: 'cameras' },
  { id: 'tiles.remove', group: 'tiles', keys: ['Alt+Shift+Delete'], where: 'cameras' },
  { id: 'tiles.popOut', group: 'tiles', keys: ['Alt+O'], where: 'cameras' },

  { id: 'views.saved', group: 'views', keys: ['Alt+S'], where: 'cameras' },
  { id: 'views.popOut', group: 'views', keys: ['Alt+Shift+O'], where: 'cameras' },
  { id: 'views.onTop', group: 'views', keys: ['Alt+T'], where: 'cameras', shell: 'desktop' },
  { id: 'views.reset', group: 'views', keys: ['Alt+Shift+R'], where: 'cameras' },

  { id: 'mappings.move', group: 'mappings', keys: ['ArrowUp', 'ArrowDown', 'Home', 'End'], where: 'mappings', fixed: true },
  { id: 'mappings.inspect', group: 'mappings', keys: ['Enter'], where: 'mappings', fixed: true },
  { id: 'mappings.remove', group: 'mappings', keys: ['Delete'], where: 'mappings', fixed: true },
  { id: 'mappings.closeInspector', group: 'mappings', keys: ['Escape'], where: 'mappings' },
  { id: 'mappings.doctor', group: 'mappings', keys: ['D'], where: 'mappings' },
  { id: 'mappings.resize', group: 'mappings', keys: ['R'], where: 'mappings' },
  { id: 'mappings.create', group: 'mappings', keys: ['N'], where: 'mappings' },
  { id: 'mappings.filter', group: 'mappings', keys: ['/'], where: 'mappings' },
  { id: 'mappings.refresh', group: 'mappings', keys: ['F5'], where: 'mappings' },
  { id: 'mappings.health', group: 'mappings', keys: ['H'], where: 'mappings' },
] as const satisfies readonly Action[];

export type ActionId = (typeof ACTIONS)[number]['id'];
export type ActionGroup = (typeof ACTIONS)[number]['group'];

const BY_ID: ReadonlyMap<string, Action> = new Map(ACTIONS.map((action) => [action.id, action]));

export function actionOf(id: ActionId): Action {
  const action = BY_ID.get(id);
  if (!action) throw new Error(`There is no action "${id}".`);
  return action;
}

/** Those that can be offered where the page runs. */
export function actionsIn(shell: 'desktop' | 'browser'): readonly (typeof ACTIONS)[number][] {
  return ACTIONS.filter((action) => !('shell' in action) || action.shell === shell);
}

export function isActionId(id: string): id is ActionId {
  return BY_ID.has(id);
}

/**
 * The name of a key: modifiers in this order, then what the key writes in capitals (`A`, `?`, `+`) or what it is called (`Escape`,
 * `ArrowUp`, `F5`, `Space`). Shift stands only before letters, digits and named keys; elsewhere it is part of the character.
 */
export const KEY_NAME =
  /^(?:Ctrl\+)?(?:Alt\+)?(?:(?:Shift\+)?(?:[A-Z0-9]|F[1-9]|F1\d|F2[0-4]|Space|Enter|Escape|Tab|Backspace|Delete|Insert|Home|End|PageUp|PageDown|Arrow(?:Up|Down|Left|Right))|[^\sA-Za-z0-9])$/u;
