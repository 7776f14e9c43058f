import { Cctv, CirclePlay, CircleQuestionMark, MemoryStick, Plus } from 'lucide-react';
import { goTo } from '../../route.ts';
import { useSession } from '../../session.ts';
import { openDialog } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { openMappingDialog } from '../mappings/mapping-dialogs.ts';

const DEMO_COMMAND =
  'node bin/sharedcam.mjs publish demo --source pattern:bars --width 1280 --height 720 --format RGB24 --fps 30';
const STEPS = ['producer', 'mapping', 'picture'] as const;

/** No camera is known: says in three steps what this is, and offers every way to the first picture. */
export function FirstRun() {
  const session = useSession();
  return (
    <section className="first-run" aria-labelledby="first-run-title">
      <Cctv aria-hidden className="first-run-icon" />
      <h2 id="first-run-title">{t('live.firstRun.title')}</h2>
      <ol className="first-run-steps">
        {STEPS.map((step) => (
          <li key={step}>
            <strong>{t(`live.firstRun.${step}.title`)}</strong>
            <span className="muted">{t(`live.firstRun.${step}.text`)}</span>
          </li>
        ))}
      </ol>
      <div className="first-run-ways">
        <Button kind="primary" icon={CirclePlay} onClick={session.startDemo}>
          {t('live.firstRun.demo')}
        </Button>
        <Button icon={Plus} onClick={() => openDialog('add')}>
          {t('live.firstRun.add')}
        </Button>
        <Button icon={MemoryStick} onClick={createMapping}>
          {t('live.firstRun.create')}
        </Button>
        <Button kind="quiet" icon={CircleQuestionMark} onClick={() => openDialog('help')}>
          {t('live.firstRun.help')}
        </Button>
      </div>
      <details className="first-run-hand">
        <summary>{t('live.firstRun.byHand')}</summary>
        <div className="command">
          <code>{DEMO_COMMAND}</code>
          <CopyButton text={DEMO_COMMAND} label={t('common.copyCommand')} />
        </div>
      </details>
    </section>
  );
}

function createMapping(): void {
  goTo({ view: 'mappings', mapping: undefined, tab: 'summary' });
  openMappingDialog({ kind: 'create' });
}
