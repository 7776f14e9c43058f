import { Cctv, Plus } from 'lucide-react';
import { openDialog } from '../../stores/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';

const DEMO_COMMAND =
  'node bin/sharedcam.mjs publish demo --source pattern:bars --width 1280 --height 720 --format RGB24 --fps 30';

/** No camera is known: says what this is, and how to get the first picture. */
export function FirstRun() {
  return (
    <section className="first-run" aria-labelledby="first-run-title">
      <Cctv aria-hidden className="first-run-icon" />
      <h2 id="first-run-title">No cameras yet</h2>
      <p>
        A camera is a program that puts its frames into shared memory under a name. It appears here by itself as soon as it runs.
        To see one now, publish a test picture from the project’s folder:
      </p>
      <div className="command">
        <code>{DEMO_COMMAND}</code>
        <CopyButton text={DEMO_COMMAND} label="Copy the command" />
      </div>
      <p className="muted">You know the name of a camera that is not announced anywhere?</p>
      <Button icon={Plus} onClick={() => openDialog('add')}>
        Add it by name
      </Button>
    </section>
  );
}
