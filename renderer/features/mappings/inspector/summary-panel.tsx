import { PencilLine, Pin, PinOff, Scaling, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Mapping, MappingDetail, MappingTrailer } from '../../../../backend/contract.ts';
import { openLines } from '../../../../native/core/open-lines.ts';
import { keysOf } from '../../../actions/keys-of.ts';
import { useSession } from '../../../session.ts';
import { useConnection } from '../../../stores/connection-store.ts';
import { said } from '../../../texts/said.ts';
import { t } from '../../../texts/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { ErrorCallout } from '../../../ui/error-callout.tsx';
import { FactList } from '../../../ui/fact-list.tsx';
import { exactBytes, formatDateTime, formatRate, groupDigits } from '../../../ui/format.ts';
import { Question } from '../../../ui/question.tsx';
import { HoldersTable } from '../holders-table.tsx';
import { openMappingDialog } from '../mapping-dialogs.ts';
import { foundByText, pictureText } from '../mapping-words.ts';
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
      {error && <ErrorCallout error={error} quiet />}
      <Actions mapping={mapping} />
      {detail && (
        <PanelSection title={t('inspector.inMemory')}>
          <SectionPicture regions={detail.regions} pageBytes={pageBytes} />
          <ul className="sentences">
            {detail.explanation.map((sentence) => (
              <li key={sentence.says}>{said(sentence)}</li>
            ))}
          </ul>
        </PanelSection>
      )}
      <PanelSection title={t('inspector.facts')}>
        <Facts mapping={mapping} />
      </PanelSection>
      {!error && (
        <PanelSection title={t('common.open')}>
          <HoldersTable holders={mapping.holders} />
        </PanelSection>
      )}
      {!error && payloadBytes !== null && (
        <PanelSection title={t('inspector.openFrom')}>
          <OpenLines lines={openLines(mapping, payloadBytes, platform)} />
        </PanelSection>
      )}
    </>
  );
}

function Actions({ mapping: { id, name, held, error } }: { readonly mapping: Mapping }) {
  const session = useSession();
  const platform = useConnection((state) => state.info?.platform ?? 'posix');
  const [asking, setAsking] = useState(false);
  const open = error === null;
  return (
    <div className="panel-actions">
      {held ? (
        <Button icon={PinOff} onClick={() => setAsking(true)}>
          {t('inspector.endKeep')}
        </Button>
      ) : (
        <Button icon={Pin} disabled={!open} title={t('inspector.keepTitle')} onClick={() => session.mappings.hold(id)}>
          {t('inspector.keep')}
        </Button>
      )}
      <Question
        open={asking && held}
        title={t('inspector.endKeepTitle', { name })}
        words={t(platform === 'win32' ? 'inspector.endKeepWin32' : 'inspector.endKeepPosix')}
        label={t('inspector.endKeep')}
        onDo={() => session.mappings.letGo(id)}
        onClose={() => setAsking(false)}
      />
      <Button
        icon={Scaling}
        title={keysOf('mappings.resize')}
        disabled={!open}
        onClick={() => openMappingDialog({ kind: 'resize', id })}
      >
        {t('inspector.resize')}
      </Button>
      <Button icon={PencilLine} disabled={!open} onClick={() => openMappingDialog({ kind: 'trailer', id })}>
        {t('inspector.trailer')}
      </Button>
      <Button icon={Trash2} title={keysOf('mappings.remove')} onClick={() => openMappingDialog({ kind: 'remove', id })}>
        {t('inspector.remove')}
      </Button>
    </div>
  );
}

function Facts({ mapping }: { readonly mapping: Mapping }) {
  const { osName, trailer, trailerMissing, writer, share, owner, madeAt, payloadBytes, realBytes, pages, pageBytes } = mapping;
  const facts: readonly (readonly [name: string, value: ReactNode])[] = [
    [
      t('inspector.fact.systemName'),
      <span className="fact-copy" key="name">
        <code>{osName}</code>
        <CopyButton text={osName} label={t('inspector.copySystemName')} />
      </span>,
    ],
    [
      t('inspector.fact.picture'),
      trailer
        ? t('inspector.pictureStride', { picture: pictureText(mapping), stride: groupDigits(trailer.strideBytes) })
        : trailerMissing
          ? said(trailerMissing)
          : t('common.notKnown'),
    ],
    ...(trailer?.label ? ([[t('common.label'), trailer.label]] as const) : []),
    ...(trailer ? ([[t('inspector.fact.frame'), frameText(trailer)]] as const) : []),
    [t('inspector.fact.rate'), rateText(writer, trailer?.fps)],
    [
      t('inspector.fact.asked'),
      payloadBytes === null ? t('inspector.askedUnknown') : t('inspector.askedFor', { bytes: exactBytes(payloadBytes) }),
    ],
    [
      t('inspector.fact.real'),
      realBytes === null || pages === null
        ? t('common.notKnown')
        : t(mapping.largePages ? 'inspector.realPagesLarge' : 'inspector.realPages', {
            bytes: exactBytes(realBytes),
            pages: groupDigits(pages),
            page: groupDigits(pageBytes),
          }),
    ],
    [t('inspector.fact.sharing'), t(`mappings.share.${share}`)],
    [t('inspector.fact.owner'), owner ?? t('common.notTold')],
    [t('inspector.fact.made'), madeAt === null ? t(mapping.error ? 'common.notTold' : 'mappings.noAge') : formatDateTime(madeAt)],
    [t('inspector.fact.foundBy'), foundByText(mapping)],
  ];
  return <FactList className="facts" facts={facts} />;
}

function frameText({ frameNumber, publisherPid }: MappingTrailer): string {
  if (frameNumber === 0) return t('inspector.frameNone');
  return t('inspector.frameBy', { frame: groupDigits(frameNumber), process: publisherPid });
}

function rateText({ fps, from, claimed }: Mapping['writer'], stated: number | undefined): string {
  const measured =
    fps === null
      ? t('inspector.noFrames')
      : t(from === 'changes' ? 'inspector.atLeast' : 'common.fps', { rate: formatRate(fps) });
  return [
    measured,
    ...(stated ? [t('inspector.statedRate', { rate: formatRate(stated) })] : []),
    ...(claimed ? [t('inspector.claimed')] : []),
  ].join(', ');
}
