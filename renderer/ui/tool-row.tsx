import { Ellipsis, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef } from 'react';
import type { ActionId } from '../../backend/action-table.ts';
import { useKeysOf } from '../actions/keys-of.ts';
import { t } from '../texts/texts.ts';
import { IconButton } from './button.tsx';
import { usePageScale } from './page-scale.ts';
import { useWidth } from './use-width.ts';

export interface Tool {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly action?: ActionId;
  /** For those that stay down. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

/** Of one button with the gap behind it, as the style sheet has it. */
const TOOL_REM = 2.125;

/** Buttons beside each other as far as there is room; the rest is in a menu. The first ones stay longest. */
export function ToolRow({ tools }: { readonly tools: readonly Tool[] }) {
  const row = useRef<HTMLDivElement>(null);
  const width = useWidth(row);
  const toolPx = TOOL_REM * 16 * usePageScale();
  const room = Math.floor(width / toolPx + 0.02);
  const shown = room >= tools.length ? tools.length : Math.max(0, room - 1);
  return (
    <div className="tool-row" ref={row} style={{ flexBasis: `${tools.length * TOOL_REM}rem` }}>
      {tools.slice(0, shown).map((tool) => (
        <IconButton key={tool.label} {...tool} />
      ))}
      {shown < tools.length && <MoreTools tools={tools.slice(shown)} />}
    </div>
  );
}

function MoreTools({ tools }: { readonly tools: readonly Tool[] }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="icon-button" aria-label={t('common.moreTools')} title={t('common.moreTools')}>
          <Ellipsis aria-hidden className="icon" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8} aria-label={t('common.moreTools')}>
          {tools.map((tool) => (
            <ToolItem key={tool.label} tool={tool} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function ToolItem({ tool: { icon: Icon, label, action, pressed, disabled = false, onClick } }: { readonly tool: Tool }) {
  const key = useKeysOf(action);
  const content = (
    <>
      <Icon aria-hidden className="icon" />
      <span className="menu-text">{label}</span>
      {key && <kbd>{key}</kbd>}
    </>
  );
  const props = { className: 'menu-item', disabled, onSelect: onClick };
  if (pressed === undefined) return <DropdownMenu.Item {...props}>{content}</DropdownMenu.Item>;
  return (
    <DropdownMenu.CheckboxItem {...props} checked={pressed}>
      {content}
    </DropdownMenu.CheckboxItem>
  );
}
