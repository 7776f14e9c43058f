import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import type { Check } from '../../../backend/contract.ts';
import { t } from '../../texts/texts.ts';

const LEVELS = {
  ok: { icon: CircleCheck, tone: 'good' },
  warning: { icon: TriangleAlert, tone: 'attention' },
  refusal: { icon: CircleX, tone: 'bad' },
} as const;

/** What was checked, each in words, with what to do where it is not right. */
export function CheckList({ checks }: { readonly checks: readonly Check[] }) {
  return (
    <ul className="checks">
      {checks.map(({ id, title, level, text, remedy }) => {
        const { icon: Icon, tone } = LEVELS[level];
        return (
          <li key={id} data-level={level}>
            <Icon aria-hidden className={`icon tone-${tone}`} />
            <div>
              <p>
                <strong>{title}</strong> <span className={`check-level tone-${tone}`}>{t(`mappings.check.${level}`)}</span>
              </p>
              <p className="muted">{text}</p>
              {remedy && level !== 'ok' && <p>{remedy}</p>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
