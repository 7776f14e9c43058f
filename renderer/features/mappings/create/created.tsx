import type { Mapping } from '../../../../backend/contract.ts';
import { openLines } from '../../../../native/core/open-lines.ts';
import { showMapping } from '../../../route.ts';
import { useConnection } from '../../../stores/connection-store.ts';
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
        <code>{osName}</code> has {exactBytes(realBytes ?? 0)}
        {payloadBytes !== null && `, ${exactBytes(payloadBytes)} of them payload`}. Its lock is free.
      </p>
      {payloadBytes !== null && (
        <PanelSection title="Next: let a program write into it">
          <OpenLines lines={openLines(mapping, payloadBytes, platform)} />
        </PanelSection>
      )}
      {command && (
        <PanelSection title="Or try it with a test picture">
          <div className="command">
            <code>{command}</code>
            <CopyButton text={command} label="Copy the command" />
          </div>
        </PanelSection>
      )}
      <div className="dialog-actions">
        <Button onClick={onAnother}>Make another</Button>
        <Button
          kind="primary"
          onClick={() => {
            onClose();
            showMapping(id);
          }}
        >
          Look at it
        </Button>
      </div>
    </div>
  );
}
