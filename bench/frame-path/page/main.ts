/** A page with nothing in it but pictures: the viewer's shell, transport, worker and painters, without its controls. */
import type { Camera, CameraStats } from '../../../backend/contract.ts';
import { connectShell } from '../../../renderer/bridge/bridge.ts';
import { FrameClient } from '../../../renderer/frames/frame-client.ts';
import type { FrameView } from '../../../renderer/frames/frame-view.ts';
import type { Drawing, PainterKind, PresentationStats } from '../../../renderer/frames/messages.ts';

export interface ViewFigures {
  readonly presentation: PresentationStats | undefined;
  readonly painter: PainterKind | undefined;
  readonly reading: CameraStats | undefined;
}

export interface BenchPage {
  /** In views of this size; every pixel is sent unless `reduced`. */
  show(names: readonly string[], size: { width: number; height: number }, reduced: boolean, drawing: Drawing): Promise<void>;
  figures(): readonly ViewFigures[];
  clear(): void;
}

declare global {
  interface Window {
    bench?: BenchPage;
  }
}

interface Shown {
  readonly host: HTMLElement;
  readonly view: FrameView;
  readonly camera: string;
  figures: ViewFigures;
}

const { bridge, frames } = connectShell();
const ignored = (): void => undefined;
const client = new FrameClient(bridge, frames, (text) => console.error(text));
let shown: Shown[] = [];

const showAll = (cameras: readonly Camera[]): void => {
  for (const { view, camera } of shown)
    view.show(
      cameras.find(({ id }) => id === camera),
      camera,
    );
};
bridge.on('cameras.changed', showAll);
bridge.on('cameras.stats', (stats) => {
  for (const each of shown) each.figures = { ...each.figures, reading: stats.find(({ id }) => id === each.camera) };
});

function open(name: string, size: { width: number; height: number }, reduced: boolean): Shown {
  const host = document.createElement('div');
  host.style.cssText = `display: inline-block; overflow: hidden; width: ${size.width}px; height: ${size.height}px`;
  document.body.append(host);
  const view = client.open(host, {
    onPicture: (picture) => {
      made.figures = { ...made.figures, painter: picture?.painter.kind };
    },
    onStats: (presentation) => {
      made.figures = { ...made.figures, presentation };
    },
    onFreeze: ignored,
    onRefused: ignored,
    onLevels: ignored,
    onProbes: ignored,
    onFigures: ignored,
    onCompared: ignored,
  });
  const made: Shown = {
    ...{ host, view, camera: `local:${name}` },
    figures: { presentation: undefined, painter: undefined, reading: undefined },
  };
  view.resize(size, !reduced);
  return made;
}

window.bench = {
  async show(names, size, reduced, drawing) {
    client.drawing = drawing;
    for (const name of names) await bridge.request('cameras.add', { name, namespace: 'local' });
    shown = names.map((name) => open(name, size, reduced));
    showAll(await bridge.request('cameras.refresh', undefined));
  },
  figures: () => shown.map(({ figures }) => figures),
  clear() {
    for (const { view, host, camera } of shown) {
      view.close();
      host.remove();
      bridge.request('cameras.forget', { id: camera }).catch(() => undefined); // it is gone already
    }
    shown = [];
  },
};
