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
}: {
  trigger: ReactElement;
  label: string;
  children: ReactNode;
  placement?: PopoverProps['placement'];
}) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={`${surface.surface} ${styles.popover}`} placement={placement} offset={6}>
        <RacMenu className={styles.list} aria-label={label}>
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
}: {
  children: string;
  second?: ReactNode;
  href?: string;
  onAction?: () => void;
  isDisabled?: boolean;
  isCurrent?: boolean;
  danger?: boolean;
}) {
  return (
    <RacMenuItem
      className={`${styles.item} ${danger ? styles.danger : ''}`}
      textValue={children}
      isDisabled={isDisabled}
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

export function MenuLine() {
  return <Separator className={styles.line} />;
}
