import { create } from 'zustand';
import type { ShellState } from '../../backend/contract.ts';

/** What the shell says of itself; undefined until it has, and in a browser where there is nothing to say. */
export const useShell = create<{ readonly state: ShellState | undefined }>(() => ({ state: undefined }));
