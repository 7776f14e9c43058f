import type { Mapping } from '../../../../backend/contract.ts';
import { openLines } from '../../../../native/core/open-lines.ts';
import { showMapping } from '../../../route.ts';
import { useConnection } from '../../../stores/connection-store.ts';
import { rich } from '../../../texts/rich.tsx';
import { t } from '../../../texts/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { exactBytes } from '../../../ui/format.ts';
import { PanelSection } from '../inspector/panel-section.tsx';
import { OpenLines } from '../open-lines-list.tsx';
import { publishCommand } from './publish-command.ts';

interface CreatedProps {
  readonly mapping: Mapping;
  readonly onAnother: () => void;
  readonly onClose: () => void;
}

/** It is made: what is there now, and the next step. */
export function Created({ mapping, onAnother, onClose }: CreatedProps) {
  const platform = useConnection((state) => state.info?.platform ?? 'posix');
  const { osName, realBytes, payloadBytes, id } = mapping;
  const command = publishCommand(mapping);
  return (
    <div className="form">
      <p>
        {payloadBytes === null
          ? rich('create.has', { name: <code>{osName}</code>, bytes: exactBytes(realBytes ?? 0) })
          : rich('create.hasPayload', {
              name: <code>{osName}</code>,
              bytes: exactBytes(realBytes ?? 0),
              payload: exactBytes(payloadBytes),
            })}
      </p>
      {payloadBytes !== null && (
        <PanelSection title={t('create.next')}>
          <OpenLines lines={openLines(mapping, payloadBytes, platform)} />
        </PanelSection>
      )}
      {command && (
        <PanelSection title={t('create.try')}>
          <div className="command">
            <code>{command}</code>
            <CopyButton text={command} label={t('common.copyCommand')} />
          </div>
        </PanelSection>
      )}
      <div className="dialog-actions">
        <Button onClick={onAnother}>{t('create.another')}</Button>
        <Button
          kind="primary"
          onClick={() => {
            onClose();
            showMapping(id);
          }}
        >
          {t('create.look')}
        </Button>
      </div>
    </div>
  );
}
