import type { ErrorReport } from '../../native/core/errors.ts';
import { withCode } from '../texts/rich.tsx';
import { errorWords } from '../texts/said.ts';

interface ErrorCalloutProps {
  readonly error: ErrorReport;
  /** Where it stands in a part that is spoken anyway. */
  readonly quiet?: boolean;
}

/** What went wrong and what to do, in the language of the page; what only the backend can say follows. */
export function ErrorCallout({ error, quiet = false }: ErrorCalloutProps) {
  const { headline, advice, detail } = errorWords(error);
  return (
    <div className="callout callout-bad" role={quiet ? undefined : 'alert'}>
      <p>{headline}</p>
      <p className="muted">{withCode(advice)}</p>
      {detail && (
        <p className="muted error-detail" lang="en">
          {detail}
        </p>
      )}
    </div>
  );
}
