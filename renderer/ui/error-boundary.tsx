import { Component, type ReactNode } from 'react';
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
        <h1>The page has failed</h1>
        <p>This is a fault of the viewer, not of a camera; the cameras go on. Please report it with these words:</p>
        <pre>{error.message}</pre>
        <Button kind="primary" onClick={() => location.reload()}>
          Load the page again
        </Button>
      </section>
    );
  }
}
