import type { Camera } from '../../../backend/contract.ts';

/** What stands in the list only because somebody typed or saw it before, or announced it and is gone. */
export function isForgettable({ foundBy, state }: Camera): boolean {
  return foundBy.includes('typed') || foundBy.includes('remembered') || (foundBy.includes('list') && state === 'not-found');
}
