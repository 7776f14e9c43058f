import { Maximize, Monitor } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useEffect, useState } from 'react';
import type { DisplayInfo, DisplayList } from '../../../backend/contract.ts';
import { t } from '../../texts/texts.ts';
import { useWindows } from './use-windows.ts';

const PICTURE_WIDTH = 28;

/** Full screen on a display of one's choice, each with a picture of where it stands. Asks for the displays when it is opened. */
export function DisplayItems() {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className="menu-item">
        <Maximize aria-hidden className="icon" />
        <span className="menu-text">{t('views.fullScreenOn')}</span>
        <span className="menu-hint">▸</span>
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className="menu" collisionPadding={8} sideOffset={4}>
          <Displays />
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}

function Displays() {
  const windows = useWindows();
  const [list, setList] = useState<DisplayList>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the menu opens
  useEffect(() => {
    void windows.displays().then(setList);
  }, []);
  if (!list) return <p className="menu-note">{t('views.lookingForDisplays')}</p>;
  return (
    <>
      {list.displays.map((display, index) => (
        <DropdownMenu.Item className="menu-item" key={display.id} onSelect={() => windows.fullScreen(display.id)}>
          {list.displays.length > 1 ? (
            <DisplaysPicture all={list.displays} marked={display} />
          ) : (
            <Monitor aria-hidden className="icon" />
          )}
          <span className="menu-text">
            {display.current ? t('views.thisDisplay') : display.label || t('views.display', { number: index + 1 })}
          </span>
          <span className="menu-hint">
            {display.bounds.width} × {display.bounds.height}
          </span>
        </DropdownMenu.Item>
      ))}
      {list.limit && <p className="menu-note">{t(`views.displayLimit.${list.limit}`)}</p>}
    </>
  );
}

/** How the displays stand beside each other, one of them marked. */
function DisplaysPicture({ all, marked }: { readonly all: readonly DisplayInfo[]; readonly marked: DisplayInfo }) {
  const left = Math.min(...all.map(({ bounds }) => bounds.x));
  const top = Math.min(...all.map(({ bounds }) => bounds.y));
  const width = Math.max(...all.map(({ bounds }) => bounds.x + bounds.width)) - left;
  const height = Math.max(...all.map(({ bounds }) => bounds.y + bounds.height)) - top;
  const line = width / PICTURE_WIDTH;
  return (
    <svg aria-hidden className="displays-picture" viewBox={`${left} ${top} ${width} ${height}`}>
      {all.map(({ id, bounds }) => (
        <rect
          key={id}
          x={bounds.x + line}
          y={bounds.y + line}
          width={bounds.width - 2 * line}
          height={bounds.height - 2 * line}
          data-marked={id === marked.id}
        />
      ))}
    </svg>
  );
}
