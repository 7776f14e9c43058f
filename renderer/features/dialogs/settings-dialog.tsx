import { Switch } from 'radix-ui';
import { type ReactNode, useId, useState } from 'react';
import { useSession } from '../../session.ts';
import { useSettings } from '../../stores/settings-store.ts';
import { useStats } from '../../stores/stats-store.ts';
import { openDialog, useView } from '../../stores/view-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { NumberInput } from '../../ui/field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { READING_MODES } from '../cameras/reading-modes.tsx';
import { HealingSetting } from '../mappings/doctor/healing-setting.tsx';

const THEMES = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;
const DRAWINGS = [
  { value: 'auto', label: 'Measured' },
  { value: 'webgl2', label: 'WebGL2' },
  { value: '2d', label: '2D' },
] as const;
const SHORTEST_STALL_S = 0.2;
const LONGEST_STALL_S = 600;

export function SettingsDialog({ open }: { readonly open: boolean }) {
  return (
    <Dialog open={open} title="Settings" onClose={() => openDialog(undefined)}>
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
      <Setting name="Theme">
        <Segmented label="Theme" value={theme} options={THEMES} onChange={(next) => session.change({ theme: next })} />
      </Setting>
      <Setting name={<label htmlFor={overlayId}>Figures over the picture</label>} note="Rate, age, lock waits, drops. Key O.">
        <Switch.Root
          id={overlayId}
          className="switch"
          checked={overlay}
          onCheckedChange={(next) => session.change({ overlay: next })}
        >
          <Switch.Thumb className="switch-thumb" />
        </Switch.Root>
      </Setting>
      <Setting name="Drawing" note={<PainterNote />}>
        <Segmented label="Drawing" value={drawing} options={DRAWINGS} onChange={(next) => session.change({ drawing: next })} />
      </Setting>
      <StalledAfter />
      <Setting
        name={<label htmlFor={observeId}>Only look at cameras</label>}
        note={`${READING_MODES.observing.meaning} Each camera can have its own choice, beside its layout.`}
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
  if (!painter) return 'The faster of the two on this machine.';
  return `Now ${painter.kind === 'webgl2' ? 'WebGL2' : '2D'}: ${painter.reason}.`;
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
      name={<label htmlFor={id}>Stalled after</label>}
      note={valid ? 'A camera without a new frame for this long is called stalled.' : `1 to ${LONGEST_STALL_S} seconds.`}
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
