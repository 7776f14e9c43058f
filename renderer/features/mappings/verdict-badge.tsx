import type { Mapping } from '../../../backend/contract.ts';
import { verdictWords } from './verdict-words.ts';

type Judged = Pick<Mapping, 'verdict' | 'error'>;

export function VerdictIcon({ of }: { readonly of: Judged }) {
  const { icon: Icon, tone } = verdictWords(of);
  return <Icon aria-hidden className={`icon verdict-icon tone-${tone}`} />;
}

export function VerdictBadge({ of }: { readonly of: Judged }) {
  const { word, meaning, tone } = verdictWords(of);
  return (
    <span className={`badge tone-${tone}`} title={meaning} data-verdict={of.verdict}>
      <VerdictIcon of={of} />
      {word}
    </span>
  );
}
