import './styles/index.css';
import { Tooltip } from 'radix-ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connectShell } from './bridge/bridge.ts';
import { exposeDiagnostics } from './diagnostics.ts';
import { Shell } from './features/shell.tsx';
import { SessionProvider, startSession } from './session.ts';
import { followTheme } from './theme.ts';

export function main(): void {
  const root = document.getElementById('app');
  if (!root) throw new Error('The page has no element "app".');
  followTheme();
  const session = startSession(connectShell());
  exposeDiagnostics();
  createRoot(root).render(
    <StrictMode>
      <SessionProvider value={session}>
        <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
          <Shell />
        </Tooltip.Provider>
      </SessionProvider>
    </StrictMode>,
  );
}
