import type { Plan } from '../../../../backend/contract.ts';
import { t } from '../../../texts/texts.ts';
import { HoldersTable } from '../holders-table.tsx';
import { PanelSection } from '../inspector/panel-section.tsx';

/** What will happen, and to whom, before it happens. */
export function PlanView({ plan }: { readonly plan: Plan }) {
  return (
    <>
      {plan.refusal && (
        <div className="callout callout-bad" role="alert">
          <p>{plan.refusal.message}</p>
          <p className="muted">{plan.refusal.remedy}</p>
        </div>
      )}
      <PanelSection title={t('change.whoUses')}>
        <HoldersTable holders={plan.holders} />
      </PanelSection>
      <PanelSection title={t('change.whatHappens')}>
        <ol className="sentences sentences-numbered">
          {plan.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </PanelSection>
    </>
  );
}
