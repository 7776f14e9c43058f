import { Component, type ReactNode } from 'react';
import { t } from '../texts/texts.ts';
import { Button } from './button.tsx';

interface State {
  readonly error: Error | undefined;
}

/** A fault of the page itself leaves words behind, not a blank window. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <section className="page-fault" role="alert">
        <h1>{t('page.failed')}</h1>
        <p>{t('page.failedText')}</p>
        <pre>{error.message}</pre>
        <Button kind="primary" onClick={() => location.reload()}>
          {t('page.reload')}
        </Button>
      </section>
    );
  }
}
