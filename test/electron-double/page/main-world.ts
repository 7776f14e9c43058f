/** Put into the page's own world before any script of the page: where contextBridge exposes, and what Electron asks permission for. */
import { BridgeEnd, type BridgeMessage, deepFreeze } from './bridge-end.ts';

/** Around this script: names of the two events, known to the two ends only. */
declare const electronDouble: { readonly toMainWorld: string; readonly toIsolatedWorld: string };

const { toMainWorld, toIsolatedWorld } = electronDouble;
const dispatch = window.dispatchEvent.bind(window);

if (window === window.top && location.protocol !== 'about:') openMainWorldEnd();

function openMainWorldEnd(): void {
  const send = (message: BridgeMessage): void => void dispatch(new CustomEvent(toIsolatedWorld, { detail: message }));
  const end = new BridgeEnd(send);
  const waiting = new Map<number, (allowed: boolean) => void>();
  let asked = 0;

  window.addEventListener(toMainWorld, (event) => {
    const message = (event as CustomEvent<BridgeMessage>).detail;
    if (message.type === 'expose') expose(message.key, end.take(message.value));
    else if (message.type === 'fullscreen') {
      waiting.get(message.id)?.(message.allowed);
      waiting.delete(message.id);
    } else end.receive(message);
  });

  // Electron asks its permission handler before an element may go full screen (docs/api/session.md, `fullscreen`), which Chromium does not.
  const requestFullscreen = Element.prototype.requestFullscreen;
  Element.prototype.requestFullscreen = async function (this: Element, options?: FullscreenOptions) {
    const allowed = await new Promise<boolean>((resolve) => {
      asked++;
      waiting.set(asked, resolve);
      send({ type: 'fullscreen?', id: asked });
    });
    // The documentation does not say what becomes of the promise; that it is not kept is certain.
    if (!allowed) return new Promise<void>(() => {});
    await requestFullscreen.call(this, options);
  };
}

function expose(key: string, value: unknown): void {
  deepFreeze(value);
  Object.defineProperty(window, key, { value, enumerable: true });
}
