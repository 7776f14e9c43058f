/**
 * Every screen of the page and how a user gets there by key. The names are those of the page itself, so a panel, tab or dialog that is new
 * there is missing here at compile time. Used by the audits and by what makes the pictures of the README.
 */
import type { Locator, Page } from 'playwright-core';
import { type ActionId, actionOf } from '../../backend/action-table.ts';
import type { MappingDialog } from '../../renderer/features/mappings/mapping-dialogs.ts';
import type { InspectorTab } from '../../renderer/route.ts';
import type { DialogName, SidePanel } from '../../renderer/stores/view-store.ts';

export type ScreenName =
  | 'cameras'
  | 'wall'
  | 'viewer'
  | 'mappings'
  | `panel ${SidePanel}`
  | `dialog ${DialogName}`
  | `tab ${InspectorTab}`
  | `mapping ${MappingDialog['kind']}`;

export interface Screen {
  show(page: Page, camera: string): Promise<void>;
  leave(page: Page): Promise<void>;
}

/** Presses the first key of an action, as the table has it. */
export async function press(page: Page, action: ActionId): Promise<void> {
  const [key = ''] = actionOf(action).keys;
  await page.keyboard.press(
    key.replace('Ctrl+', 'Control+').replace(/(^|\+)([A-Z])$/u, (_, before, letter) => before + letter.toLowerCase()),
  );
}

export function dialogOf(page: Page): Locator {
  return page.getByRole('dialog');
}

export async function closeDialog(page: Page): Promise<void> {
  // The first key may only take a tooltip away, as it should.
  for (let tries = 0; tries < 3 && (await dialogOf(page).count()) > 0; tries++) {
    await page.keyboard.press('Escape');
    await page.waitForTimeout(50);
  }
  await dialogOf(page).waitFor({ state: 'detached' });
}

async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

const nothing = async (): Promise<void> => undefined;

type Place = 'cameras' | 'mappings';

async function goToPlace(page: Page, place: Place): Promise<void> {
  if (!page.url().endsWith(`#/${place}`)) await goTo(page, `#/${place}`);
  await page
    .locator(place === 'cameras' ? '.pane' : '[data-mapping]')
    .first()
    .waitFor();
}

function dialog(action: ActionId, place: Place = 'cameras'): Screen {
  return {
    async show(page) {
      await goToPlace(page, place);
      await press(page, action);
      await dialogOf(page).waitFor();
    },
    leave: closeDialog,
  };
}

function panel(action: ActionId): Screen {
  return {
    async show(page) {
      await goToPlace(page, 'cameras');
      await press(page, action);
      await page.locator('.layout-panel').first().waitFor();
    },
    async leave(page) {
      await press(page, action);
      await page.locator('.layout-panel').first().waitFor({ state: 'detached' });
    },
  };
}

function tab(name: InspectorTab): Screen {
  return {
    async show(page, camera) {
      await goTo(page, `#/mappings/${encodeURIComponent(camera)}/${name}`);
      await page.locator('.inspector-panel:not([hidden])').waitFor();
    },
    leave: nothing,
  };
}

/** About the mapping that is chosen, from its summary. */
function mappingDialog(open: (page: Page) => Promise<void>): Screen {
  return {
    async show(page, camera) {
      await tab('summary').show(page, camera);
      await open(page);
      await dialogOf(page).waitFor();
    },
    leave: closeDialog,
  };
}

const wall: Screen = {
  async show(page) {
    await goToPlace(page, 'cameras');
    await press(page, 'tiles.four');
    await page.locator('.tile').nth(3).waitFor();
  },
  async leave(page) {
    await press(page, 'tiles.one');
    await page.locator('.tile').nth(1).waitFor({ state: 'detached' });
  },
};

/** Each finds its place by itself; neighbours share theirs. */
export const SCREENS: Readonly<Record<ScreenName, Screen>> = {
  cameras: { show: (page) => goToPlace(page, 'cameras'), leave: nothing },
  'dialog palette': dialog('view.palette'),
  'dialog settings': dialog('view.settings'),
  'dialog help': dialog('view.help'),
  'dialog alarms': dialog('alarms.show'),
  'dialog add': dialog('cameras.add'),
  'dialog views': dialog('views.saved'),
  'panel layout': panel('picture.layout'),
  'panel display': panel('picture.display'),
  'panel history': panel('picture.history'),
  'panel look': panel('look.inspector'),
  'panel recordings': panel('keep.panel'),
  wall,
  'dialog tile': {
    async show(page, camera) {
      await wall.show(page, camera);
      await dialog('tiles.put').show(page, camera);
    },
    async leave(page) {
      await closeDialog(page);
      await wall.leave(page);
    },
  },
  mappings: { show: (page) => goToPlace(page, 'mappings'), leave: nothing },
  'mapping create': dialog('mappings.create', 'mappings'),
  'mapping health': dialog('mappings.health', 'mappings'),
  'tab summary': tab('summary'),
  'tab lock': tab('lock'),
  'tab bytes': tab('bytes'),
  'tab doctor': tab('doctor'),
  'mapping resize': mappingDialog((page) => press(page, 'mappings.resize')),
  'mapping trailer': mappingDialog((page) => page.locator('.panel-actions button').nth(2).press('Enter')),
  'mapping remove': mappingDialog((page) => page.locator('.panel-actions button').nth(3).press('Enter')),
  viewer: {
    async show(page, camera) {
      await goTo(page, `#/camera/${encodeURIComponent(camera)}`);
      await page.locator('canvas').first().waitFor();
    },
    async leave(page) {
      await goTo(page, '#/cameras');
    },
  },
};

export const SCREEN_NAMES = Object.keys(SCREENS) as readonly ScreenName[];
