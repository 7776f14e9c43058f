import { useRoute } from '../../route.ts';

/** Whether tiles can be changed here: in the main window, and not in one that only shows. */
export function useEditable(): boolean {
  return useRoute(({ view }) => view !== 'viewer');
}
