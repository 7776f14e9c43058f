import { useWindowState } from '../../stores/windows-store.ts';

/** The whole document goes full screen, so that notices and dialogs still have a place; the style sheets hide what is not the picture. */
export function toggleFullscreen(): void {
  const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  change.catch(() => undefined); // the browser allows it only after a key or a click, and not in every frame
}

/** Marks the document while it is full screen. */
export function followFullscreen(): void {
  document.addEventListener('fullscreenchange', () => {
    const fullScreen = document.fullscreenElement !== null;
    document.documentElement.toggleAttribute('data-fullscreen', fullScreen);
    useWindowState.setState({ fullScreen });
  });
}
