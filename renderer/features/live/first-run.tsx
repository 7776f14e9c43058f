import { Cctv, Plus } from 'lucide-react';
import { openDialog } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';

const DEMO_COMMAND =
  'node bin/sharedcam.mjs publish demo --source pattern:bars --width 1280 --height 720 --format RGB24 --fps 30';

/** No camera is known: says what this is, and how to get the first picture. */
export function FirstRun() {
  return (
    <section className="first-run" aria-labelledby="first-run-title">
      <Cctv aria-hidden className="first-run-icon" />
      <h2 id="first-run-title">{t('live.firstRun.title')}</h2>
      <p>{t('live.firstRun.text')}</p>
      <div className="command">
        <code>{DEMO_COMMAND}</code>
        <CopyButton text={DEMO_COMMAND} label={t('common.copyCommand')} />
      </div>
      <p className="muted">{t('live.firstRun.known')}</p>
      <Button icon={Plus} onClick={() => openDialog('add')}>
        {t('live.firstRun.add')}
      </Button>
    </section>
  );
}
