import { type ReactNode, useId } from 'react';

interface PanelSectionProps {
  readonly title: string;
  /** Beside the title. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

export function PanelSection({ title, tools, children }: PanelSectionProps) {
  const id = useId();
  return (
    <section className="panel-section" aria-labelledby={id}>
      <header className="panel-section-header">
        <h3 id={id}>{title}</h3>
        {tools}
      </header>
      {children}
    </section>
  );
}
