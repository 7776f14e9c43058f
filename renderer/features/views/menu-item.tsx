import type { LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ActionId } from '../../../backend/action-table.ts';
import { useKeysOf } from '../../actions/keys-of.ts';
import { t } from '../../texts/texts.ts';

interface MenuItemProps {
  readonly icon: LucideIcon;
  /** Names the item and shows its key. */
  readonly action: ActionId;
  readonly disabled?: boolean;
  /** For what is on or off. */
  readonly checked?: boolean;
  readonly onSelect: () => void;
}

export function MenuItem({ icon: Icon, action, disabled = false, checked, onSelect }: MenuItemProps) {
  const key = useKeysOf(action);
  const content = (
    <>
      <Icon aria-hidden className="icon" />
      <span className="menu-text">{t(`actions.${action}`)}</span>
      {key && <kbd>{key}</kbd>}
    </>
  );
  const props = { className: 'menu-item', disabled, onSelect };
  if (checked === undefined) return <DropdownMenu.Item {...props}>{content}</DropdownMenu.Item>;
  return (
    <DropdownMenu.CheckboxItem {...props} checked={checked}>
      {content}
    </DropdownMenu.CheckboxItem>
  );
}
