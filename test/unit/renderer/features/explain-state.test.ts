import { describe, expect, it } from 'vitest';
import { CAMERA_STATES, type Camera, type CameraStats } from '../../../../backend/contract.ts';
import { isForgettable } from '../../../../renderer/features/cameras/forgettable.ts';
import { shownState, stateWords } from '../../../../renderer/features/cameras/state-words.ts';
import { explainState } from '../../../../renderer/features/live/explain-state.ts';

const base: Camera = {
  id: 'local:cam',
  name: 'cam',
  namespace: 'local',
  osName: '/cam',
  label: '',
  foundBy: ['os'],
  state: 'live',
  since: 0,
  observe: false,
};
const stats = (state: CameraStats['lockWord']['state'], readers: number): CameraStats => ({
  id: 'local:cam',
  lockWord: { word: state === 'writing' ? '80000000' : '00000001', state, readers },
  fps: null,
  publishedFps: null,
  account: { produced: 0, taken: 0, skipped: 0, dropped: 0, torn: 0 },
  frames: 7,
  dropped: null,
  skipped: 0,
  torn: 0,
  lockWaitUs: { p50: 0, p95: 0 },
  copyUs: { p50: 0, p95: 0 },
  ageMs: null,
  bytesPerSecond: 0,
  lastFrameAt: null,
});

describe('explainState', () => {
  it('has words, an icon and a next step for every state but live', () => {
    const words = new Set<string>();
    for (const state of CAMERA_STATES) {
      words.add(stateWords(state).word);
      const explanation = explainState({ ...base, state }, undefined);
      if (state === 'live') expect(explanation).toBeUndefined();
      else
        expect(
          [explanation?.title, explanation?.next, ...(explanation?.text ?? [])].every((text) => text && text.length > 0),
        ).toBe(true);
    }
    expect(words.size).toBe(CAMERA_STATES.length);
  });

  it('names both numbers where the size is wrong', () => {
    const layout = { width: 1920, height: 1080, format: 'RGB24', strideBytes: 5760, offsetBytes: 0 } as const;
    const explanation = explainState({ ...base, state: 'wrong-size', layout, realBytes: 1_773_568 }, undefined);
    const text = explanation?.text.join(' ').replaceAll('\u202f', '') ?? '';
    expect(text).toContain('needs 6220800 bytes');
    expect(text).toContain('has room for 1773564');
    expect(text).toContain('4447236 bytes are missing');
    expect(explanation?.actions).toContain('layout');
  });

  it('says that a still picture looks like a stall where frames have no numbers, and not where they have', () => {
    const stalled = { ...base, state: 'stalled' } as const;
    const text = (camera: Camera, figures?: CameraStats) => explainState(camera, figures)?.text.join(' ');
    expect(text(stalled, stats('free', 0))).toContain('a still picture would look the same');
    expect(text({ ...stalled, layoutFrom: 'typed' })).toContain('a still picture would look the same');
    expect(text({ ...stalled, layoutFrom: 'trailer' }, { ...stats('free', 0), dropped: 0 })).not.toContain('still');
  });

  it('says of a publisher that is gone which process it was, whether it was killed, and what to do', () => {
    const stalled: Camera = { ...base, state: 'stalled', publisherEnded: { pid: 77, killed: true } };
    const explanation = explainState(stalled, stats('free', 0));
    expect(explanation?.title).toBe('The publisher has ended');
    expect(explanation?.text[0]).toMatch(/process 77\) was killed or crashed/u);
    expect(explanation?.next).toContain('`sharedcam remove cam`');
    expect(explanation?.actions).toContain('mapping');
    expect(stateWords(shownState(stalled)).word).toBe('Publisher ended');
    const unsure = explainState({ ...stalled, publisherEnded: { pid: 77, killed: false } }, undefined);
    expect(unsure?.text[0]).toMatch(/has ended: the process is gone/u);
    const locked = explainState({ ...stalled, state: 'locked' }, stats('writing', 0));
    expect(locked?.text).toEqual([expect.stringContaining('A writer'), expect.stringContaining('process 77')]);
  });

  it('says of a name that is only remembered who remembers it, and how it is forgotten', () => {
    const gone: Camera = { ...base, state: 'not-found', foundBy: ['list'] };
    const explanation = explainState(gone, undefined);
    expect(explanation?.title).toBe('Not there (remembered)');
    expect(explanation?.text.join(' ')).toContain('It stands in the camera list');
    expect(explanation?.next).toContain('`sharedcam forget cam`');
    expect(isForgettable(gone)).toBe(true);
    expect(isForgettable({ ...gone, state: 'live' })).toBe(false);
    expect(explainState({ ...gone, foundBy: [] }, undefined)?.title).toBe('Not found');
  });

  it('names the holder of the lock, and shows the word', () => {
    const locked = { ...base, state: 'locked' } as const;
    expect(explainState(locked, stats('writing', 0))?.text[0]).toMatch(/^A writer took the lock/);
    expect(explainState(locked, stats('reading', 1))?.text[0]).toMatch(/^One reader/);
    expect(explainState(locked, stats('reading', 3))?.text[0]).toMatch(/^3 readers/);
    expect(explainState(locked, stats('writing', 0))?.facts).toEqual([['Lock word', '0x80000000']]);
  });
});
