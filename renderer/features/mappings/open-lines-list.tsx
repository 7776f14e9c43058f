import { useState } from 'react';
import type { OpenLanguage, OpenLine } from '../../../native/core/open-lines.ts';
import { said } from '../../texts/said.ts';
import { t } from '../../texts/texts.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';

/** What a peer writes to open the mapping, in the language it is written in. */
export function OpenLines({ lines }: { readonly lines: readonly OpenLine[] }) {
  const [language, setLanguage] = useState<OpenLanguage>('Rust');
  const line = lines.find((each) => each.language === language) ?? lines[0];
  if (!line) return undefined;
  return (
    <div className="open-lines">
      <Segmented
        label={t('mappings.language')}
        value={line.language}
        options={lines.map((each) => ({ value: each.language, label: each.language }))}
        onChange={setLanguage}
      />
      <div className="command">
        <code>{line.code}</code>
        <CopyButton text={line.code} label={t('mappings.copyLine', { language: line.language })} />
      </div>
      <p className="field-note">{said(line.note)}</p>
    </div>
  );
}
