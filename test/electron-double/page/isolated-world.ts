/** Put into the isolated world of each document: the preload script, what it may require, and the link to the main process. */
import { BINDING, LINK_PATH, type ToMain, type ToPage } from '../shared/messages.ts';
import { RecordReader } from '../shared/records.ts';
import { BridgeEnd, type BridgeMessage } from './bridge-end.ts';
import { createIpcRenderer } from './ipc-renderer.ts';
import { PagePorts } from './page-ports.ts';

/** Around this script. */
declare const electronDouble: {
  readonly toMainWorld: string;
  readonly toIsolatedWorld: string;
  readonly preload: ((require: (name: string) => unknown, module: object, exports: object) => void) | undefined;
};

const { toMainWorld, toIsolatedWorld, preload } = electronDouble;

if (window === window.top && location.protocol !== 'about:') startIsolatedWorld();

function startIsolatedWorld(): void {
  const binding = (globalThis as unknown as Record<string, (text: string) => void>)[BINDING];
  const up = (message: ToMain): void => binding?.(JSON.stringify(message));
  const ports = new PagePorts(up);
  const { ipcRenderer, receive } = createIpcRenderer(up, ports.number);
  const bridge = createContextBridge(up);

  const link = crypto.randomUUID();
  up({ type: 'hello', link });
  void readLink(link, (message) => {
    switch (message.type) {
      case 'ipc':
        receive(
          message,
          message.ports.map((port) => ports.open(port)),
        );
        return;
      case 'reply':
      case 'failure':
        receive(message, []);
        return;
      case 'fullscreen':
        bridge.answerFullscreen(message.id, message.allowed);
        return;
      default:
        ports.receive(message);
    }
  }).catch((error: unknown) =>
    up({ type: 'trouble', text: `the link of a page broke: ${error}. It needs "connect-src 'self'" in the page's policy.` }),
  );

  // A sandboxed preload script can require little more (docs/tutorial/sandbox.md); the double has the two modules it is there for.
  const electron = refusing({ ipcRenderer: refusing(ipcRenderer, 'ipcRenderer'), contextBridge: bridge.contextBridge }, '');
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  try {
    preload?.(require, module, module.exports);
  } catch (error) {
    up({ type: 'trouble', text: `Unable to load preload script: ${error instanceof Error ? error.stack : error}` });
    throw error;
  }
}

function createContextBridge(up: (message: ToMain) => void) {
  const send = (message: BridgeMessage): void => void window.dispatchEvent(new CustomEvent(toMainWorld, { detail: message }));
  const end = new BridgeEnd(send);
  const exposed = new Set<string>();
  window.addEventListener(toIsolatedWorld, (event) => {
    const message = (event as CustomEvent<BridgeMessage>).detail;
    if (message.type === 'fullscreen?') up({ type: 'fullscreen', id: message.id });
    else end.receive(message);
  });
  return {
    contextBridge: refusing(
      {
        exposeInMainWorld(key: string, api: unknown): void {
          if (exposed.has(key) || key in window)
            throw new Error('Cannot bind an API on top of an existing property on the window object');
          exposed.add(key);
          send({ type: 'expose', key, value: end.give(api) });
        },
      },
      'contextBridge',
    ),
    answerFullscreen: (id: number, allowed: boolean) => send({ type: 'fullscreen', id, allowed }),
  };
}

async function readLink(link: string, onMessage: (message: ToPage) => void): Promise<void> {
  const response = await fetch(`${LINK_PATH}${link}`);
  if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
  const records = new RecordReader(onMessage);
  const reader = response.body.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    records.add(value);
  }
}

function refusing<T extends object>(object: T, name: string): T {
  return new Proxy(object, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key in target || key === 'then' || key === '__esModule')
        return Reflect.get(target, key, receiver);
      throw new Error(`not implemented by the double: electron.${name ? `${name}.` : ''}${key}`);
    },
  });
}
