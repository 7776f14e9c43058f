import { actionsIn } from '../../../backend/action-table.ts';
import { VERDICTS } from '../../../native/core/diagnosis.ts';
import { shownKey } from '../../actions/key-names.ts';
import { keyNamesFor } from '../../actions/keys-of.ts';
import { type Route, useRoute } from '../../route.ts';
import { useOnDesktop } from '../../stores/connection-store.ts';
import { openDialog } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { READING_MODES } from '../cameras/reading-modes.tsx';
import { StateIcon } from '../cameras/state-badge.tsx';
import { CAMERA_STATE_ORDER, stateWords } from '../cameras/state-words.ts';
import { verdictWords } from '../mappings/verdict-words.ts';

export function HelpDialog({ open }: { readonly open: boolean }) {
  const view = useRoute((route) => route.view);
  const shell = useOnDesktop() ? 'desktop' : 'browser';
  return (
    <Dialog open={open} title={t('dialogs.help.title')} text onClose={() => openDialog(undefined)}>
      <div className="help">
        <section aria-labelledby="help-keys">
          <h3 id="help-keys">{t('dialogs.help.keys')}</h3>
          <dl className="help-keys">
            {actionsOfPlace(view, shell).map(({ id, keys }) => (
              <div key={id}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{t(`actions.${id}`)}</dd>
              </div>
            ))}
          </dl>
        </section>
        {view === 'cameras' ? <CameraWords /> : <LockWords />}
      </div>
    </Dialog>
  );
}

/** What can be done by key in a view, as the user has set the keys; first what belongs to it alone. */
function actionsOfPlace(view: Route['view'], shell: 'desktop' | 'browser') {
  const here = actionsIn(shell).filter(({ where }) => where === view || where === 'everywhere');
  return here
    .sort((one, other) => Number(one.where === 'everywhere') - Number(other.where === 'everywhere'))
    .map(({ id }) => ({ id, keys: keyNamesFor(id).map(shownKey) }))
    .filter(({ keys }) => keys.length > 0);
}

function CameraWords() {
  return (
    <section aria-labelledby="help-states">
      <h3 id="help-states">{t('dialogs.help.states')}</h3>
      <dl className="help-states">
        {CAMERA_STATE_ORDER.map((state) => {
          const { word, meaning, tone } = stateWords(state);
          return (
            <div key={state}>
              <dt className={`tone-${tone}`}>
                <StateIcon state={state} />
                {word}
              </dt>
              <dd>{meaning}</dd>
            </div>
          );
        })}
      </dl>
      <h3 id="help-modes">{t('dialogs.help.reading')}</h3>
      <dl className="help-modes" aria-labelledby="help-modes">
        {READING_MODES.map((mode) => (
          <div key={mode}>
            <dt>{t(`cameras.readingMode.${mode}.word`)}</dt>
            <dd>{t(`cameras.readingMode.${mode}.meaning`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function LockWords() {
  return (
    <section aria-labelledby="help-states">
      <h3 id="help-states">{t('dialogs.help.locks')}</h3>
      <dl className="help-states">
        {VERDICTS.map((verdict) => {
          const { word, meaning, icon: Icon, tone } = verdictWords({ verdict, error: null });
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
