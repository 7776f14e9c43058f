import './styles/index.css';
import { Tooltip } from 'radix-ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followKeys } from './actions/dispatcher.ts';
import { connectShell } from './bridge/bridge.ts';
import { exposeDiagnostics } from './diagnostics.ts';
import { followFullscreen } from './features/live/fullscreen.ts';
import { Shell } from './features/shell.tsx';
import { followAddress } from './route.ts';
import { SessionProvider, startSession } from './session.ts';
import { followWidth } from './stores/view-store.ts';
import { followLanguage, InLanguage } from './texts/follow-language.tsx';
import { followTheme } from './theme.ts';
import { ErrorBoundary } from './ui/error-boundary.tsx';

export function main(): void {
  const root = document.getElementById('app');
  if (!root) throw new Error('The page has no element "app".');
  followTheme();
  followWidth();
  followLanguage();
  followKeys();
  followFullscreen();
  followAddress();
  const session = startSession(connectShell());
  exposeDiagnostics();
  createRoot(root).render(
    <StrictMode>
      <SessionProvider value={session}>
        <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
          <ErrorBoundary>
            <InLanguage>
              <Shell />
            </InLanguage>
          </ErrorBoundary>
        </Tooltip.Provider>
      </SessionProvider>
    </StrictMode>,
  );
}
