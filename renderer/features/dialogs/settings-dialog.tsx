import { Switch } from 'radix-ui';
import { type ReactNode, useId, useState } from 'react';
import { useSession } from '../../session.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { useStats } from '../../stores/stats-store.ts';
import { openDialog, useView } from '../../stores/view-store.ts';
import { t } from '../../texts/texts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { NumberInput } from '../../ui/field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { PAINTER_NAMES } from '../live/overlay.tsx';
import { HealingSetting } from '../mappings/doctor/healing-setting.tsx';

const THEMES = ['system', 'light', 'dark'] as const;
const SHORTEST_STALL_S = 0.2;
const LONGEST_STALL_S = 600;

export function SettingsDialog({ open }: { readonly open: boolean }) {
  return (
    <Dialog open={open} title={t('common.settings')} onClose={() => openDialog(undefined)}>
      <SettingsForm />
    </Dialog>
  );
}

function SettingsForm() {
  const session = useSession();
  const { theme, drawing, overlay, observe } = useSettings();
  const overlayId = useId();
  const observeId = useId();
  return (
    <div className="settings">
      <Setting name={t('settings.theme')}>
        <Segmented
          label={t('settings.theme')}
          value={theme}
          options={THEMES.map((value) => ({ value, label: t(`settings.${value}`) }))}
          onChange={(next) => session.change({ theme: next })}
        />
      </Setting>
      <Setting name={<label htmlFor={overlayId}>{t('settings.figures')}</label>} note={t('settings.figuresNote')}>
        <Switch.Root
          id={overlayId}
          className="switch"
          checked={overlay}
          onCheckedChange={(next) => session.change({ overlay: next })}
        >
          <Switch.Thumb className="switch-thumb" />
        </Switch.Root>
      </Setting>
      <Setting name={t('settings.drawing')} note={<PainterNote />}>
        <Segmented
          label={t('settings.drawing')}
          value={drawing}
          options={[
            { value: 'auto', label: t('settings.measured') },
            { value: 'webgl2', label: PAINTER_NAMES.webgl2 },
            { value: '2d', label: PAINTER_NAMES['2d'] },
          ]}
          onChange={(next) => session.change({ drawing: next })}
        />
      </Setting>
      <StalledAfter />
      <Setting
        name={<label htmlFor={observeId}>{t('settings.observe')}</label>}
        note={t('settings.observeNote', { meaning: t('cameras.readingMode.observing.meaning') })}
      >
        <Switch.Root
          id={observeId}
          className="switch"
          checked={observe}
          onCheckedChange={(next) => session.change({ observe: next })}
        >
          <Switch.Thumb className="switch-thumb" />
        </Switch.Root>
      </Setting>
      <HealingSetting />
    </div>
  );
}

/** Which painter is at work, and why. */
function PainterNote() {
  const activeTile = useView((state) => state.activeTile);
  const painter = useStats((state) => state.tiles[activeTile]?.picture?.painter);
  if (!painter) return t('settings.drawingNote');
  return t('settings.drawingNow', { painter: PAINTER_NAMES[painter.kind], reason: painter.reason });
}

function StalledAfter() {
  const session = useSession();
  const stalledAfterMs = useSettings((state) => state.stalledAfterMs);
  const [text, setText] = useState(String(Math.round(stalledAfterMs / 1000)));
  const id = useId();
  const seconds = Number(text);
  const valid = text !== '' && seconds >= SHORTEST_STALL_S && seconds <= LONGEST_STALL_S;
  return (
    <Setting
      name={<label htmlFor={id}>{t('settings.stalledAfter')}</label>}
      note={valid ? t('settings.stalledNote') : t('settings.stalledRange', { most: LONGEST_STALL_S })}
    >
      <div className="settings-number">
        <NumberInput
          id={id}
          unit="s"
          value={text}
          invalid={!valid}
          onChange={(next) => {
            setText(next);
            const ms = Number(next) * 1000;
            if (next !== '' && ms >= SHORTEST_STALL_S * 1000 && ms <= LONGEST_STALL_S * 1000)
              session.change({ stalledAfterMs: ms });
          }}
        />
      </div>
    </Setting>
  );
}

function Setting({
  name,
  note,
  children,
}: {
  readonly name: ReactNode;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="setting">
      <div className="setting-words">
        <div className="setting-name">{name}</div>
        {note && <div className="field-note">{note}</div>}
      </div>
      {children}
    </div>
  );
}
