import { Unplug } from 'lucide-react';
import { useConnection } from '../../stores/connection-store.ts';
import { formatDuration } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';

/** Stands over everything while the owning process cannot be reached: what is shown then is old. */
export function ConnectionStrip() {
  const { status, since } = useConnection();
  const now = useNow();
  if (status !== 'lost') return undefined;
  return (
    <section className="state-pane connection-lost" data-compact="true" aria-label="Connection lost">
      <Unplug aria-hidden className="icon state-icon tone-bad" />
      <div className="state-pane-words">
        <h2 className="state-pane-title">
          Connection lost <span className="state-pane-since">for {formatDuration(now - since)}</span>
        </h2>
        <p>The program behind this page does not answer; what is shown is old. The page keeps trying.</p>
        <p className="state-pane-next">
          If the program was ended, start it again with <code>npm start</code> and open the new address it prints.
        </p>
      </div>
    </section>
  );
}
