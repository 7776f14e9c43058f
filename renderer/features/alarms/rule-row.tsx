import { Trash2 } from 'lucide-react';
import { Switch } from 'radix-ui';
import { useState } from 'react';
import type { AlarmMeasure, AlarmRule } from '../../../backend/contract.ts';
import { titleIn, useCameras } from '../../stores/cameras-store.ts';
import { t } from '../../texts/texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { NumberInput } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';

/** In the order in which they are offered, each with a threshold to begin with. */
const MEASURES: Readonly<Record<AlarmMeasure, number>> = {
  'not-live': 5,
  still: 10,
  rate: 20,
  age: 200,
  drops: 30,
  torn: 10,
  'lock-wait': 5000,
};
const MEASURE_NAMES = Object.keys(MEASURES) as readonly AlarmMeasure[];
const MOST = 1e9;
const EVERY = '';
const ACTIONS = ['sound', 'notify', 'command'] as const;

interface RuleRowProps {
  readonly rule: AlarmRule;
  readonly number: number;
  readonly onChange: (changed: Partial<AlarmRule>) => void;
  readonly onDelete: () => void;
}

export function RuleRow({ rule, number, onChange, onDelete }: RuleRowProps) {
  const { on, measure, threshold, camera } = rule;
  const { cameras, titles } = useCameras();
  const [typed, setTyped] = useState<string>();
  const value = Number(typed ?? threshold);
  const valid = typed !== '' && value <= MOST;
  const names = cameras.map(({ id }) => ({ value: id, label: titleIn(titles, id) }));
  const known = camera === null || names.some((each) => each.value === camera);
  const rest = known ? [] : [{ value: camera, label: titleIn(titles, camera) }];
  return (
    <fieldset className="alarm-rule" aria-label={t('alarms.rule', { number })} data-on={on}>
      <Switch.Root
        className="switch"
        aria-label={t('alarms.ruleOn')}
        checked={on}
        onCheckedChange={(next) => onChange({ on: next })}
      >
        <Switch.Thumb className="switch-thumb" />
      </Switch.Root>
      <Select
        label={t('alarms.what')}
        value={measure}
        options={MEASURE_NAMES.map((each) => ({ value: each, label: t(`alarms.measure.${each}`) }))}
        onChange={(next) => onChange({ measure: next, threshold: MEASURES[next] })}
      />
      <NumberInput
        aria-label={`${t('alarms.threshold')}, ${t(`alarms.unit.${measure}`)}`}
        value={typed ?? String(threshold)}
        invalid={!valid}
        onBlur={() => setTyped(undefined)}
        onChange={(next) => {
          setTyped(next);
          if (next !== '' && Number(next) <= MOST) onChange({ threshold: Number(next) });
        }}
      />
      <span className="alarm-rule-unit" aria-hidden>
        {t(`alarms.unit.${measure}`)}
      </span>
      <IconButton className="alarm-rule-delete" icon={Trash2} label={t('alarms.delete')} onClick={onDelete} />
      <div className="alarm-rule-more">
        <Select
          label={t('alarms.camera')}
          value={camera ?? EVERY}
          options={[{ value: EVERY, label: t('alarms.every') }, ...names, ...rest]}
          onChange={(next) => onChange({ camera: next === EVERY ? null : next })}
        />
        <div className="alarm-rule-actions">
          {ACTIONS.map((action) => (
            <label key={action}>
              <input type="checkbox" checked={rule[action]} onChange={({ target }) => onChange({ [action]: target.checked })} />
              {t(`alarms.${action}`)}
            </label>
          ))}
        </div>
      </div>
    </fieldset>
  );
}
