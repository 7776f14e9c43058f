import type { Camera, HealthEvent } from '../../../backend/contract.ts';
import { useCameraTitle } from '../../stores/cameras-store.ts';
import { t } from '../../texts/texts.ts';
import { formatDateTime, formatTime } from '../../ui/format.ts';
import { eventWords } from './event-words.ts';

/** More than anybody reads; the file that is exported has them all. */
const MOST_SHOWN = 100;

/** What happened to a camera, newest first. */
export function EventList({ camera, events }: { readonly camera: Camera; readonly events: readonly HealthEvent[] }) {
  const title = useCameraTitle(camera.id);
  const newest = events.toSorted((a, b) => b.at - a.at || b.number - a.number).slice(0, MOST_SHOWN);
  return (
    <section className="event-list" aria-label={t('health.events')}>
      <h3>{t('health.events')}</h3>
      {newest.length === 0 && <p className="field-note">{t('health.noEvents')}</p>}
      <ol>
        {newest.map((event) => (
          <li key={event.number} data-kind={event.kind}>
            <time dateTime={new Date(event.at).toISOString()} title={formatDateTime(event.at)}>
              {formatTime(event.at)}
            </time>
            <span>{eventWords(event, title)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
