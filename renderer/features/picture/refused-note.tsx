import { ImageOff } from 'lucide-react';
import { t } from '../../texts/texts.ts';

/** Frames come, and none of them can be shown. */
export function RefusedNote({ reason }: { readonly reason: string }) {
  return (
    <section className="state-pane" data-compact="true" aria-label={t('formats.refused')}>
      <ImageOff aria-hidden className="icon" />
      <div className="state-pane-words">
        <h2 className="state-pane-title">{t('formats.refused')}</h2>
        <p className="state-pane-next" role="status">
          {reason}
        </p>
      </div>
    </section>
  );
}
