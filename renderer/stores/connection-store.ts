import { create } from 'zustand';
import type { AppInfo } from '../../backend/contract.ts';

interface ConnectionState {
  readonly status: 'connecting' | 'connected' | 'lost';
  /** Milliseconds since the Unix epoch at which this status began. */
  readonly since: number;
  readonly info: AppInfo | undefined;
}

export const useConnection = create<ConnectionState>(() => ({ status: 'connecting', since: Date.now(), info: undefined }));

export function setConnected(connected: boolean): void {
  const status = connected ? 'connected' : 'lost';
  if (useConnection.getState().status !== status) useConnection.setState({ status, since: Date.now() });
}

export function useOnDesktop(): boolean {
  return useConnection(({ info }) => info?.shell === 'desktop');
}
