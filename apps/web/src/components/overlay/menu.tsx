'use client';

import type { ReactElement, ReactNode } from 'react';
import {
  Header,
  MenuTrigger,
  Popover,
  type PopoverProps,
  Menu as RacMenu,
  MenuItem as RacMenuItem,
  MenuSection as RacMenuSection,
  Separator,
  Text,
} from 'react-aria-components';
import styles from './menu.module.css';
import surface from './popover.module.css';

/** `trigger` is a Button; the children are MenuItem, MenuSection and MenuLine. */
export function Menu({
  trigger,
  label,
  children,
  placement = 'bottom start',
  staysOpen = false,
  opensBy = 'press',
  ...control
}: {
  trigger: ReactElement;
  label: string;
  children: ReactNode;
  placement?: PopoverProps['placement'];
  /** Choices and actions leave it open, except items that say that they close it. */
  staysOpen?: boolean;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  /** Whether a press of the button opens it, or only a long one, a right click, or Alt with the down arrow. */
  opensBy?: 'press' | 'longPress';
}) {
  return (
    <MenuTrigger trigger={opensBy} {...control}>
      {trigger}
      <Popover className={`${surface.surface} ${styles.popover}`} placement={placement} offset={6}>
        <RacMenu className={styles.list} aria-label={label} shouldCloseOnSelect={!staysOpen}>
          {children}
        </RacMenu>
      </Popover>
    </MenuTrigger>
  );
}

/** `href` navigates; `onAction` acts; `isCurrent` marks the current choice. */
export function MenuItem({
  children,
  second,
  href,
  onAction,
  isDisabled = false,
  isCurrent = false,
  danger = false,
  closes,
}: {
  children: string;
  second?: ReactNode;
  href?: string;
  onAction?: () => void;
  isDisabled?: boolean;
  isCurrent?: boolean;
  danger?: boolean;
  /** Closes a menu that stays open. */
  closes?: boolean;
}) {
  return (
    <RacMenuItem
      className={`${styles.item} ${danger ? styles.danger : ''}`}
      textValue={children}
      isDisabled={isDisabled}
      {...(closes !== undefined && { shouldCloseOnSelect: closes })}
      {...(isCurrent && { 'data-current': true, 'aria-current': true })}
      {...(href !== undefined && { href })}
      {...(onAction && { onAction })}
    >
      <Text slot="label">{children}</Text>
      {second && (
        <Text slot="description" className={styles.second}>
          {second}
        </Text>
      )}
    </RacMenuItem>
  );
}

export function MenuSection({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <RacMenuSection>
      <Header className={styles.header}>{title}</Header>
      {children}
    </RacMenuSection>
  );
}

/** Choices that show whether they are selected. With `isSingle` at most one of them is. */
export function ChoiceSection<Id extends string>({
  title,
  choices,
  chosen,
  onChange,
  isSingle = false,
}: {
  title: string;
  choices: readonly { id: Id; label: string }[];
  chosen: readonly Id[];
  onChange: (chosen: Id[]) => void;
  isSingle?: boolean;
}) {
  return (
    <RacMenuSection
      selectionMode={isSingle ? 'single' : 'multiple'}
      selectedKeys={chosen}
      onSelectionChange={(keys) =>
        onChange(choices.map(({ id }) => id).filter((id) => keys === 'all' || keys.has(id)))
      }
    >
      <Header className={styles.header}>{title}</Header>
      {choices.map(({ id, label }) => (
        <RacMenuItem key={id} id={id} className={styles.item!} textValue={label}>
          <Text slot="label">{label}</Text>
        </RacMenuItem>
      ))}
    </RacMenuSection>
  );
}

export function MenuLine() {
  return <Separator className={styles.line} />;
}
