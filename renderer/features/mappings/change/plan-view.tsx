import type { Plan } from '../../../../backend/contract.ts';
import { said } from '../../../texts/said.ts';
import { t } from '../../../texts/texts.ts';
import { ErrorCallout } from '../../../ui/error-callout.tsx';
import { HoldersTable } from '../holders-table.tsx';
import { PanelSection } from '../inspector/panel-section.tsx';

/** What will happen, and to whom, before it happens. */
export function PlanView({ plan }: { readonly plan: Plan }) {
  return (
    <>
      {plan.refusal && <ErrorCallout error={plan.refusal} />}
      <PanelSection title={t('change.whoUses')}>
        <HoldersTable holders={plan.holders} />
      </PanelSection>
      <PanelSection title={t('change.whatHappens')}>
        <ol className="sentences sentences-numbered">
          {plan.steps.map((step) => (
            <li key={step.says}>{said(step)}</li>
          ))}
        </ol>
      </PanelSection>
    </>
  );
}
