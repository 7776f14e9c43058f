import { create } from 'zustand';
import type { WindowState } from '../../backend/contract.ts';

/** What the shell says of the window that this page is in. */
export const useWindowState = create<WindowState>(() => ({ fullScreen: false, alwaysOnTop: null }));
