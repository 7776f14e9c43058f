import { openDialog } from '../../stores/view-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { READING_MODES } from '../cameras/reading-modes.tsx';
import { StateIcon } from '../cameras/state-badge.tsx';
import { CAMERA_STATE_ORDER, STATE_WORDS } from '../cameras/state-words.ts';

const KEYS: readonly (readonly [keys: readonly string[], meaning: string])[] = [
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
  [[','], 'Settings'],
  [['?'], 'This help'],
];

export function HelpDialog({ open }: { readonly open: boolean }) {
  return (
    <Dialog open={open} title="Keys and states" onClose={() => openDialog(undefined)}>
      <div className="help">
        <section aria-labelledby="help-keys">
          <h3 id="help-keys">Keys</h3>
          <dl className="help-keys">
            {KEYS.map(([keys, meaning]) => (
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
      </div>
    </Dialog>
  );
}
