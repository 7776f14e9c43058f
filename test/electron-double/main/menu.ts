import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { notImplemented, Refusing } from './refusing.ts';

interface Template {
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly id?: string;
  readonly accelerator?: string;
  readonly enabled?: boolean;
  readonly visible?: boolean;
  readonly checked?: boolean;
  readonly submenu?: readonly Template[];
  readonly click?: (item: MenuItem, window: BrowserWindow | undefined, event: object) => void;
}

const ROLES: Readonly<Record<string, (window: BrowserWindow | undefined) => void>> = {
  quit: () => app.quit(),
  reload: (window) => window?.reload(),
  close: (window) => window?.close(),
  minimize: (window) => window?.minimize(),
  togglefullscreen: (window) => window?.setFullScreen(!window.isFullScreen()),
};

/** docs/api/menu-item.md. Nobody sees a menu of the double; a test that wants an item clicks it by `click()`. */
export class MenuItem {
  readonly label: string;
  readonly type: string;
  readonly submenu: Menu | undefined;
  readonly role: string | undefined;
  readonly id: string | undefined;
  readonly accelerator: string | undefined;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly #click: Template['click'];

  constructor(template: Template) {
    this.role = template.role?.toLowerCase();
    this.label = template.label ?? template.role ?? '';
    this.type = template.type ?? (template.submenu ? 'submenu' : 'normal');
    this.submenu = template.submenu && Menu.buildFromTemplate(template.submenu);
    this.id = template.id;
    this.accelerator = template.accelerator;
    this.enabled = template.enabled ?? true;
    this.visible = template.visible ?? true;
    this.checked = template.checked ?? false;
    this.#click = template.click;
    if (this.type === 'normal' && this.label === '') throw new TypeError('Invalid menu item: label, role or type is required');
  }

  click(): void {
    const window = BrowserWindow.getFocusedWindow() ?? undefined;
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.role === undefined) {
      this.#click?.(this, window, {});
      return;
    }
    const act = ROLES[this.role];
    if (!act) throw notImplemented(`MenuItem.click of role ${this.role}`);
    act(window);
  }
}

let application: Menu | null = null;

/** docs/api/menu.md */
export class Menu extends Refusing {
  readonly items: MenuItem[] = [];

  constructor() {
    super('Menu');
  }

  static buildFromTemplate(template: readonly Template[]): Menu {
    const menu = new Menu();
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    application = menu;
  }

  static getApplicationMenu(): Menu | null {
    return application;
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}
