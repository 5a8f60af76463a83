import type { ReactNode } from 'react';
import type { PopoverProps } from 'react-aria-components';

export type DialogContent = {
  title: ReactNode;
  /** A line under the title. */
  lead?: ReactNode;
  /** A function gets `close`. */
  children: ReactNode | ((close: () => void) => ReactNode);
  size?: 'small' | 'normal' | 'wide';
  /** `alertdialog` for what can't be undone. */
  role?: 'dialog' | 'alertdialog';
  /** False for a dialog that must be answered: neither Escape nor a cross closes it. */
  isDismissable?: boolean;
};

export type PopoverContent = {
  title: string;
  children: ReactNode;
  placement?: PopoverProps['placement'];
  /** Only screen readers get the title: the field inside has a label of its own. */
  hideTitle?: boolean;
};

export type MenuContent = {
  label: string;
  /** MenuItem, MenuSection, ChoiceSection and MenuLine. */
  children: ReactNode;
  placement?: PopoverProps['placement'];
  /** Choices and actions leave it open, except items that say that they close it. */
  staysOpen?: boolean;
  /** It has a field in which a person types to find an item. */
  isLong?: boolean;
};

export type MenuItemProps = {
  children: string;
  second?: ReactNode;
  href?: string;
  onAction?: () => void;
  isDisabled?: boolean;
  isCurrent?: boolean;
  danger?: boolean;
  /** Closes a menu that stays open. */
  closes?: boolean;
};

export type ChoiceSectionProps<Id extends string> = {
  title: string;
  choices: readonly { id: Id; label: string }[];
  chosen: readonly Id[];
  onChange: (chosen: Id[]) => void;
  isSingle?: boolean;
};
