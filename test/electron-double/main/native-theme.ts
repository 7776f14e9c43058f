import { RefusingEmitter } from './refusing.ts';
import { webContents } from './web-contents.ts';

type Source = 'system' | 'light' | 'dark';

/** docs/api/native-theme.md. The system of the double is light. */
class NativeTheme extends RefusingEmitter {
  #source: Source = 'system';

  constructor() {
    super('nativeTheme', ['updated']);
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }

  get themeSource(): Source {
    return this.#source;
  }

  set themeSource(source: Source) {
    this.#source = source;
    for (const contents of webContents.getAllWebContents()) contents._setDark(this.shouldUseDarkColors);
    this.emit('updated');
  }
}

export const nativeTheme = new NativeTheme();
