'use client';

import { type ReactNode, type RefObject, useId, useState } from 'react';
import {
  Header,
  Popover,
  Menu as RacMenu,
  MenuItem as RacMenuItem,
  MenuSection as RacMenuSection,
  Separator,
  Text,
} from 'react-aria-components';
import { Later, useWhenUsed } from '@/lib/loading/when-used';
import { withWordsOf } from '@/lib/words/messages-of';
import { Aria } from './aria';
import type { ChoiceSectionProps, MenuContent, MenuItemProps } from './contents';
import styles from './menu.module.css';
import surface from './popover.module.css';

const later = new Later(() => withWordsOf('components/overlay/found-menu', import('./found-menu')));

export function Surface({
  label,
  children,
  placement = 'bottom start',
  staysOpen = false,
  isLong = false,
  focused,
  onOpenChange,
  isOpen,
  ...control
}: MenuContent & {
  triggerRef: RefObject<Element | null>;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** The item that gets the focus. */
  focused: 'first' | 'last';
}) {
  const [last, setLast] = useState({ isOpen, hasField: isLong });
  // While it is open it keeps its field, or has none: otherwise its items would be redrawn, and lose the focus.
  if (last.isOpen !== isOpen) setLast({ isOpen, hasField: isLong });
  const { hasField } = last;
  const found = useWhenUsed(later, hasField && isOpen);
  const menu = (
    <RacMenu
      className={styles.list}
      aria-label={label}
      shouldCloseOnSelect={!staysOpen}
      autoFocus={hasField ? false : focused}
      onClose={() => onOpenChange(false)}
    >
      {children}
    </RacMenu>
  );
  return (
    <Aria>
      <Popover
        trigger="MenuTrigger"
        className={`${surface.surface} ${styles.popover}`}
        placement={placement}
        offset={6}
        onOpenChange={onOpenChange}
        {...control}
        isOpen={isOpen && (!hasField || found !== null)}
      >
        {hasField ? found && <found.FoundMenu>{menu}</found.FoundMenu> : menu}
      </Popover>
    </Aria>
  );
}

export function Item({
  children,
  second,
  href,
  onAction,
  isDisabled = false,
  isCurrent = false,
  danger = false,
  closes,
}: MenuItemProps) {
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

export function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <RacMenuSection>
      <Header className={styles.header}>{title}</Header>
      {children}
    </RacMenuSection>
  );
}

export function Choices<Id extends string>({
  title,
  choices,
  chosen,
  onChange,
  isSingle = false,
}: ChoiceSectionProps<Id>) {
  const section = useId();
  // Keys are unique in the whole menu, but two sections can have a choice with the same id.
  const keyOf = (id: Id) => `${section} ${id}`;
  return (
    <RacMenuSection
      selectionMode={isSingle ? 'single' : 'multiple'}
      selectedKeys={chosen.map(keyOf)}
      onSelectionChange={(keys) =>
        onChange(choices.map(({ id }) => id).filter((id) => keys === 'all' || keys.has(keyOf(id))))
      }
    >
      <Header className={styles.header}>{title}</Header>
      {choices.map(({ id, label }) => (
        <RacMenuItem key={id} id={keyOf(id)} className={styles.item!} textValue={label}>
          <Text slot="label">{label}</Text>
        </RacMenuItem>
      ))}
    </RacMenuSection>
  );
}

export function Line() {
  return <Separator className={styles.line} />;
}
