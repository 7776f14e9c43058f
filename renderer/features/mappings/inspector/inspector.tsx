import { Cctv, X } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useEffect } from 'react';
import type { Mapping, MappingId } from '../../../../backend/contract.ts';
import { INSPECTOR_TABS, type InspectorTab, replaceRoute } from '../../../route.ts';
import { useSession } from '../../../session.ts';
import { useMappings } from '../../../stores/mappings-store.ts';
import { t } from '../../../texts/texts.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { DoctorPanel } from '../doctor/doctor-panel.tsx';
import { VerdictBadge } from '../verdict-badge.tsx';
import { needsAttention } from '../verdict-words.ts';
import { BytesPanel } from './bytes-panel.tsx';
import { LockPanel } from './lock-panel.tsx';
import { SummaryPanel } from './summary-panel.tsx';

/** Rows that the keyboard only passes over are not inspected. */
const SETTLED_MS = 120;

interface InspectorProps {
  readonly id: MappingId;
  readonly tab: InspectorTab;
  readonly onClose: () => void;
  readonly onShowCamera: () => void;
}

/** All about one mapping, beside the table. */
export function Inspector({ id, tab, onClose, onShowCamera }: InspectorProps) {
  const session = useSession();
  const mapping = useMappings(({ byId }) => byId.get(id));
  const known = useMappings((state) => state.known);
  const exists = mapping !== undefined;

  useEffect(() => {
    if (!exists) return undefined;
    let end: (() => void) | undefined;
    const timer = setTimeout(() => {
      end = session.mappings.inspect(id);
    }, SETTLED_MS);
    return () => {
      clearTimeout(timer);
      end?.();
    };
  }, [session, id, exists]);

  return (
    <aside className="inspector" aria-label={t('inspector.label')}>
      <header className="inspector-header">
        <h2 className="inspector-title" title={mapping?.osName ?? id}>
          {mapping?.name ?? id}
        </h2>
        {mapping && <VerdictBadge of={mapping} />}
        <Button kind="quiet" icon={Cctv} title={t('inspector.showPicture')} onClick={onShowCamera}>
          {t('inspector.camera')}
        </Button>
        <IconButton icon={X} label={t('inspector.close')} action="mappings.closeInspector" onClick={onClose} />
      </header>
      {mapping ? (
        <Panels key={id} mapping={mapping} tab={tab} />
      ) : (
        <p className="inspector-gone muted">{t(known ? 'inspector.gone' : 'common.lookingForIt')}</p>
      )}
    </aside>
  );
}

function Panels({ mapping, tab }: { readonly mapping: Mapping; readonly tab: InspectorTab }) {
  const detail = useMappings((state) => (state.detail?.mapping.id === mapping.id ? state.detail : undefined));
  return (
    <Tabs.Root
      className="inspector-tabs"
      value={tab}
      onValueChange={(next) => {
        const chosen = INSPECTOR_TABS.find((each) => each === next);
        if (chosen) replaceRoute({ view: 'mappings', mapping: mapping.id, tab: chosen });
      }}
    >
      <Tabs.List className="tab-list" aria-label={t('inspector.about')}>
        {INSPECTOR_TABS.map((each) => (
          <Tabs.Trigger key={each} value={each} className="tab">
            {t(`inspector.tab.${each}`)}
            {each === 'doctor' && needsAttention(mapping.verdict) && (
              <span className="tab-alarm" title={t('inspector.needsSomebody')} />
            )}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value="summary" className="inspector-panel">
        <SummaryPanel mapping={mapping} detail={detail} />
      </Tabs.Content>
      <Tabs.Content value="lock" className="inspector-panel">
        <LockPanel mapping={mapping} detail={detail} />
      </Tabs.Content>
      <Tabs.Content value="bytes" className="inspector-panel inspector-panel-bytes">
        <BytesPanel mapping={mapping} detail={detail} />
      </Tabs.Content>
      <Tabs.Content value="doctor" className="inspector-panel">
        <DoctorPanel mapping={mapping} />
      </Tabs.Content>
    </Tabs.Root>
  );
}
