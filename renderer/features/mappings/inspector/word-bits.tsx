import { lockFields } from '../../../../native/core/lock-bits.ts';
import { t } from '../../../texts/texts.ts';

/** The lock word bit by bit, each field with its name, its value and what that means. */
export function WordBits({ word }: { readonly word: string }) {
  const raw = Number.parseInt(word, 16);
  const fields = lockFields(raw);
  return (
    <div className="word-bits">
      <p className="word-value">
        <code>0x{word}</code>
      </p>
      <div className="bits" aria-hidden>
        {fields.map(({ name, from, to }) => (
          <div key={name} className={`bit-field bit-field-${name}`}>
            {Array.from({ length: from - to + 1 }, (_, index) => {
              const bit = from - index;
              const set = (raw >>> bit) & 1;
              return (
                <span key={bit} className="bit" data-set={set} title={t('inspector.bitTitle', { bit })}>
                  {set}
                </span>
              );
            })}
          </div>
        ))}
      </div>
      <dl className="facts bit-facts">
        {fields.map(({ name, from, to, value, meaning }) => (
          <div key={name}>
            <dt>
              <span className={`bit-dot bit-field-${name}`} aria-hidden />
              {t(`inspector.${name}`)}{' '}
              <span className="muted">
                {from === to ? t('inspector.bit', { bit: from }) : t('inspector.bits', { from: to, to: from })}
              </span>
            </dt>
            <dd>
              {value}:{' '}
              {meaning === 'readers' ? t('inspector.meaning.readers', { count: value }) : t(`inspector.meaning.${meaning}`)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
