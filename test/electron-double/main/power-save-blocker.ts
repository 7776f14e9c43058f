import { refusing } from './refusing.ts';

const KINDS = ['prevent-app-suspension', 'prevent-display-sleep'];
const started = new Set<number>();
let lastId = -1;

/** docs/api/power-save-blocker.md: it keeps count, and keeps nothing awake. */
export const powerSaveBlocker = refusing(
  {
    start(type: string): number {
      if (!KINDS.includes(type)) throw new TypeError('Error processing argument at index 0, conversion failure');
      lastId++;
      started.add(lastId);
      return lastId;
    },
    stop: (id: number): boolean => started.delete(id),
    isStarted: (id: number): boolean => started.has(id),
    /** The double's own, for tests. */
    _started: (): readonly number[] => [...started],
  },
  'powerSaveBlocker',
);
