import { PencilLine, Pin, PinOff, Scaling, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Mapping, MappingDetail } from '../../../../backend/contract.ts';
import { openLines } from '../../../../native/core/open-lines.ts';
import { useSession } from '../../../session.ts';
import { useConnection } from '../../../stores/connection-store.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { exactBytes, formatRate, groupDigits } from '../../../ui/format.ts';
import { HoldersTable } from '../holders-table.tsx';
import { openMappingDialog } from '../mapping-dialogs.ts';
import { foundByText, pictureText, SHARE_WORDS } from '../mapping-words.ts';
import { OpenLines } from '../open-lines-list.tsx';
import { SectionPicture } from '../section-picture.tsx';
import { PanelSection } from './panel-section.tsx';

interface SummaryPanelProps {
  readonly mapping: Mapping;
  readonly detail: MappingDetail | undefined;
}

export function SummaryPanel({ mapping, detail }: SummaryPanelProps) {
  const platform = useConnection((state) => state.info?.platform ?? 'posix');
  const { error, payloadBytes, pageBytes } = mapping;
  return (
    <>
      {error && (
        <div className="callout callout-bad">
          <p>{error.message}</p>
          <p className="muted">{error.remedy}</p>
        </div>
      )}
      <Actions mapping={mapping} />
      {detail && (
        <PanelSection title="In memory">
          <SectionPicture regions={detail.regions} pageBytes={pageBytes} />
          <ul className="sentences">
            {detail.explanation.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </PanelSection>
      )}
      <PanelSection title="Facts">
        <Facts mapping={mapping} />
      </PanelSection>
      {!error && (
        <PanelSection title="Open in">
          <HoldersTable holders={mapping.holders} />
        </PanelSection>
      )}
      {!error && payloadBytes !== null && (
        <PanelSection title="Open it from a program">
          <OpenLines lines={openLines(mapping, payloadBytes, platform)} />
        </PanelSection>
      )}
    </>
  );
}

function Actions({ mapping: { id, held, error } }: { readonly mapping: Mapping }) {
  const session = useSession();
  const open = error === null;
  return (
    <div className="panel-actions">
      {held ? (
        <Button icon={PinOff} title="It goes when the last other program lets it go" onClick={() => session.mappings.letGo(id)}>
          Let it go
        </Button>
      ) : (
        <Button icon={Pin} disabled={!open} title="It outlives its producer’s restart" onClick={() => session.mappings.hold(id)}>
          Keep alive
        </Button>
      )}
      <Button icon={Scaling} title="R" disabled={!open} onClick={() => openMappingDialog({ kind: 'resize', id })}>
        Resize…
      </Button>
      <Button icon={PencilLine} disabled={!open} onClick={() => openMappingDialog({ kind: 'trailer', id })}>
        Trailer…
      </Button>
      <Button icon={Trash2} title="Delete" onClick={() => openMappingDialog({ kind: 'remove', id })}>
        Remove…
      </Button>
    </div>
  );
}

function Facts({ mapping }: { readonly mapping: Mapping }) {
  const { osName, trailer, trailerMissing, writer, share, owner, madeAt, payloadBytes, realBytes, pages, pageBytes } = mapping;
  const facts: readonly (readonly [name: string, value: ReactNode])[] = [
    [
      'System name',
      <span className="fact-copy" key="name">
        <code>{osName}</code>
        <CopyButton text={osName} label="Copy the system name" />
      </span>,
    ],
    [
      'Picture',
      trailer ? `${pictureText(mapping)}, stride ${groupDigits(trailer.strideBytes)}` : (trailerMissing ?? 'not known'),
    ],
    ...(trailer?.label ? ([['Label', trailer.label]] as const) : []),
    ...(trailer ? ([['Frame', `${groupDigits(trailer.frameNumber)}, by process ${trailer.publisherPid}`]] as const) : []),
    ['Rate', rateText(writer, trailer?.fps)],
    [
      'Asked for',
      payloadBytes === null ? 'not known: without a trailer nothing tells it' : `${exactBytes(payloadBytes)} of payload`,
    ],
    [
      'Real size',
      realBytes === null || pages === null
        ? 'not known'
        : `${exactBytes(realBytes)} = ${groupDigits(pages)} pages of ${groupDigits(pageBytes)}`,
    ],
    ['Sharing', SHARE_WORDS[share]],
    ['Owner', owner ?? 'not told'],
    ['Made', madeAt === null ? 'not told' : new Date(madeAt).toLocaleString()],
    ['Found by', foundByText(mapping)],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function rateText({ fps, from, claimed }: Mapping['writer'], stated: number | undefined): string {
  const measured = fps === null ? 'no frames now' : `${from === 'changes' ? 'at least ' : ''}${formatRate(fps)} fps`;
  const promised = stated ? `, stated ${formatRate(stated)}` : '';
  return `${measured}${promised}${claimed ? ', claimed by a publisher of this program' : ''}`;
}
