import { useMappings } from '../../stores/mappings-store.ts';
import { needsAttention, verdictWords } from './verdict-words.ts';

/** Speaks which locks need somebody, whenever that changes; what comes and goes all the time is not told. */
export function MappingsAnnouncer() {
  const words = useMappings(({ byId }) =>
    [...byId.values()]
      .filter(({ verdict }) => needsAttention(verdict))
      .map((mapping) => `${mapping.name}: ${verdictWords(mapping).word}`)
      .join('; '),
  );
  return (
    <div className="visually-hidden" aria-live="polite" role="status">
      {words}
    </div>
  );
}
