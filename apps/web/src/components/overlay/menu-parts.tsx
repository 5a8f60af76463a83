'use client';

import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
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

/** A menu of choices with more items has a field to find one. */
const mostItems = 30;
const later = new Later(() => withWordsOf('components/overlay/found-menu', import('./found-menu')));

export function Surface({
  label,
  children,
  placement = 'bottom start',
  staysOpen = false,
  focused,
  onOpenChange,
  ...control
}: MenuContent & {
  triggerRef: RefObject<Element | null>;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** The item that gets the focus. */
  focused: 'first' | 'last';
}) {
  const [isLong, setLong] = useState(false);
  const parts = useWhenUsed(later, isLong);
  const found = isLong ? parts : null;
  const list = useRef<HTMLDivElement>(null);
  const { isOpen } = control;
  useEffect(() => {
    if (!isOpen || !staysOpen) return;
    // Its items are drawn after the list.
    const frame = requestAnimationFrame(() => {
      const items = list.current?.querySelectorAll('[role^="menuitem"]').length ?? 0;
      setLong(items > mostItems);
    });
    return () => cancelAnimationFrame(frame);
  }, [isOpen, staysOpen]);
  const menu = (
    <RacMenu
      ref={list}
      className={styles.list}
      aria-label={label}
      shouldCloseOnSelect={!staysOpen}
      autoFocus={found ? false : focused}
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
      >
        {found ? <found.FoundMenu>{menu}</found.FoundMenu> : menu}
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

export function Line() {
  return <Separator className={styles.line} />;
}
