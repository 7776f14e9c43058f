import { useWindowState } from '../../stores/windows-store.ts';

/** The whole document goes full screen, so that notices and dialogs still have a place; the style sheets hide what is not the picture. */
export function toggleFullscreen(): void {
  const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  change.catch(() => undefined); // the browser allows it only after a key or a click, and not in every frame
}

/** Marks the document while it is full screen, by its own doing or by its shell's. */
export function followFullscreen(): void {
  document.addEventListener('fullscreenchange', () =>
    useWindowState.setState({ fullScreen: document.fullscreenElement !== null }),
  );
  useWindowState.subscribe(({ fullScreen }) => document.documentElement.toggleAttribute('data-fullscreen', fullScreen));
}
