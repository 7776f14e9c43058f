import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import type { Check } from '../../../backend/contract.ts';
import { withCode } from '../../texts/rich.tsx';
import { said } from '../../texts/said.ts';
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
                <strong>{said(title)}</strong> <span className={`check-level tone-${tone}`}>{t(`mappings.check.${level}`)}</span>
              </p>
              <p className="muted">{said(text)}</p>
              {remedy && level !== 'ok' && <p>{withCode(said(remedy))}</p>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
