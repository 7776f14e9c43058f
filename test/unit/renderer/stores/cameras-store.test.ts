import { beforeEach, describe, expect, it } from 'vitest';
import type { Camera } from '../../../../backend/contract.ts';
import {
  filterCameras,
  groupCameras,
  pickCamera,
  putCamera,
  setCameras,
  useCameras,
} from '../../../../renderer/stores/cameras-store.ts';

function camera(name: string, more: Partial<Camera> = {}): Camera {
  return {
    id: `local:${name}`,
    name,
    namespace: 'local',
    osName: `/${name}`,
    label: '',
    foundBy: ['os'],
    state: 'searching',
    since: 0,
    observe: false,
    ...more,
  };
}

const hall = camera('hall', {
  label: 'Entrance',
  state: 'live',
  layout: { width: 1280, height: 720, format: 'NV12', strideBytes: 1280, offsetBytes: 0 },
});
const cameras = [
  camera('cam_10', { foundBy: ['list', 'os'] }),
  camera('cam_2', { foundBy: ['list'] }),
  hall,
  camera('old', { foundBy: ['remembered'] }),
];

describe('cameras store', () => {
  beforeEach(() => useCameras.setState({ cameras: [], known: false, filter: '' }));

  it('knows the difference between none and not yet told', () => {
    expect(useCameras.getState().known).toBe(false);
    setCameras([]);
    expect(useCameras.getState().known).toBe(true);
  });

  it('puts one camera in its place, or at the end', () => {
    setCameras(cameras);
    putCamera({ ...hall, state: 'stalled' });
    expect(useCameras.getState().cameras.map(({ state }) => state)).toEqual(['searching', 'searching', 'stalled', 'searching']);
    putCamera(camera('new'));
    expect(useCameras.getState().cameras).toHaveLength(5);
  });
});

describe('pickCamera', () => {
  it('takes the chosen one, else a live one, else the first', () => {
    expect(pickCamera(cameras, 'local:old')?.name).toBe('old');
    expect(pickCamera(cameras, null)?.name).toBe('hall');
    expect(pickCamera(cameras, 'local:gone')?.name).toBe('hall');
    expect(pickCamera([camera('a')], undefined)?.name).toBe('a');
    expect(pickCamera([], null)).toBeUndefined();
  });
  it('takes the first live one on the screen: announced before found', () => {
    const found = { ...camera('a'), state: 'live', foundBy: ['os'] } as const;
    const listed = { ...camera('demo'), state: 'live', foundBy: ['list', 'os'] } as const;
    expect(pickCamera([found, listed], null)?.name).toBe('demo');
  });
});

describe('filterCameras', () => {
  it.each([
    ['', 4],
    ['cam', 2],
    ['ENTRANCE', 1],
    ['live nv12', 1],
    ['1280x720', 1],
    ['cam live', 0],
    ['  ', 4],
  ])('"%s" leaves %i', (filter, count) => {
    expect(filterCameras(cameras, filter)).toHaveLength(count);
  });
});

describe('groupCameras', () => {
  it('sorts into sections and by name, numbers as numbers', () => {
    expect(groupCameras(cameras).map(({ section, cameras: rows }) => [section, rows.map(({ name }) => name)])).toEqual([
      ['listed', ['cam_2', 'cam_10']],
      ['found', ['hall']],
      ['added', ['old']],
    ]);
  });
});
