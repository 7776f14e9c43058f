import { t } from '../../texts/texts.ts';
import { exactBytes, groupDigits } from '../../ui/format.ts';

interface ByteMeterProps {
  readonly need: number | undefined;
  readonly have: number | undefined;
}

/** Bytes that a layout needs against bytes that are there, as a bar and in words. */
export function ByteMeter({ need, have }: ByteMeterProps) {
  const fits = need === undefined || have === undefined || need <= have;
  const share = need === undefined || have === undefined || have === 0 ? 0 : Math.min(100, (need / Math.max(need, have)) * 100);
  const room = need === undefined || have === undefined ? 0 : (have / Math.max(need, have)) * 100;
  return (
    <div className="byte-meter" data-fits={fits}>
      <svg className="byte-meter-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect className="byte-meter-room" width={room || 100} height="4" />
        <rect className="byte-meter-need" width={share} height="4" />
      </svg>
      <dl>
        <dt>{t('layout.needed')}</dt>
        <dd>{need === undefined ? '–' : exactBytes(need)}</dd>
        <dt>{t('layout.there')}</dt>
        <dd>{have === undefined ? t('layout.notOpen') : exactBytes(have)}</dd>
      </dl>
      <p className="byte-meter-words" aria-live="polite">
        {words(need, have)}
      </p>
    </div>
  );
}

function words(need: number | undefined, have: number | undefined): string {
  if (need === undefined || have === undefined) return '';
  if (need > have) return t('layout.tooMany', { bytes: exactBytes(need - have) });
  return need === have ? t('layout.fitsExactly') : t('layout.fitsLeft', { bytes: groupDigits(have - need) });
}
