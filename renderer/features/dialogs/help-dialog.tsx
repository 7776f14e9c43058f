import { VERDICTS } from '../../../native/core/diagnosis.ts';
import { type Route, useRoute } from '../../route.ts';
import { openDialog } from '../../stores/view-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { READING_MODES } from '../cameras/reading-modes.tsx';
import { StateIcon } from '../cameras/state-badge.tsx';
import { CAMERA_STATE_ORDER, STATE_WORDS } from '../cameras/state-words.ts';
import { VERDICT_WORDS } from '../mappings/verdict-words.ts';

type Keys = readonly (readonly [keys: readonly string[], meaning: string])[];

const COMMON_KEYS: Keys = [
  [['C'], 'Cameras'],
  [['M'], 'Mappings'],
  [[','], 'Settings'],
  [['?'], 'This help'],
];
const KEYS: Readonly<Record<Route['view'], Keys>> = {
  cameras: [
    [['↑', '↓'], 'Move in the list'],
    [['Enter'], 'Show the camera'],
    [['Delete'], 'Forget a remembered camera'],
    [['/'], 'Filter the list'],
    [['A'], 'Add a camera by name'],
    [['F5'], 'Look at every name again'],
    [['F'], 'Full screen'],
    [['0'], 'Fit to the window'],
    [['1'], 'One to one'],
    [['O'], 'Figures over the picture'],
    [['L'], 'Layout'],
    [['B'], 'Source list'],
    ...COMMON_KEYS,
  ],
  mappings: [
    [['↑', '↓', 'Home', 'End'], 'Move in the table'],
    [['Enter'], 'Inspect the mapping'],
    [['Esc'], 'Close the inspector'],
    [['D'], 'Lock doctor'],
    [['R'], 'Resize'],
    [['Delete'], 'Remove'],
    [['N'], 'New mapping'],
    [['/'], 'Filter the table'],
    [['F5'], 'Look again'],
    [['H'], 'Health and log'],
    ...COMMON_KEYS,
  ],
};

export function HelpDialog({ open }: { readonly open: boolean }) {
  const view = useRoute((route) => route.view);
  return (
    <Dialog open={open} title="Keys and states" onClose={() => openDialog(undefined)}>
      <div className="help">
        <section aria-labelledby="help-keys">
          <h3 id="help-keys">Keys</h3>
          <dl className="help-keys">
            {KEYS[view].map(([keys, meaning]) => (
              <div key={meaning}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
        {view === 'cameras' ? <CameraWords /> : <LockWords />}
      </div>
    </Dialog>
  );
}

function CameraWords() {
  return (
    <section aria-labelledby="help-states">
      <h3 id="help-states">States</h3>
      <dl className="help-states">
        {CAMERA_STATE_ORDER.map((state) => (
          <div key={state}>
            <dt className={`tone-${STATE_WORDS[state].tone}`}>
              <StateIcon state={state} />
              {STATE_WORDS[state].word}
            </dt>
            <dd>{STATE_WORDS[state].meaning}</dd>
          </div>
        ))}
      </dl>
      <h3 id="help-modes">Ways to read</h3>
      <dl className="help-modes" aria-labelledby="help-modes">
        {Object.values(READING_MODES).map(({ word, meaning }) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function LockWords() {
  return (
    <section aria-labelledby="help-states">
      <h3 id="help-states">How a lock stands</h3>
      <dl className="help-states">
        {VERDICTS.map((verdict) => {
          const { word, meaning, icon: Icon, tone } = VERDICT_WORDS[verdict];
          return (
            <div key={verdict}>
              <dt className={`tone-${tone}`}>
                <Icon aria-hidden className="icon" />
                {word}
              </dt>
              <dd>{meaning}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
