'use client';

import type { ReactElement, ReactNode } from 'react';
import {
  Dialog,
  DialogTrigger,
  Heading,
  type PopoverProps,
  Popover as RacPopover,
} from 'react-aria-components';
import styles from './popover.module.css';

/**
 * A few lines next to the Button that opens them, by press, key or touch. Escape closes it. `isOpen` and `onOpenChange` are for a
 * caller that closes it itself.
 */
export function Popover({
  trigger,
  title,
  children,
  placement = 'bottom start',
  isOpen,
  onOpenChange,
  hideTitle = false,
}: {
  trigger: ReactElement;
  title: string;
  children: ReactNode;
  placement?: PopoverProps['placement'];
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  /** Only screen readers get the title: the field inside has a label of its own. */
  hideTitle?: boolean;
}) {
  return (
    <DialogTrigger {...(isOpen !== undefined && { isOpen })} {...(onOpenChange && { onOpenChange })}>
      {trigger}
      <RacPopover className={`${styles.surface} ${styles.popover}`} placement={placement} offset={6}>
        <Dialog className={styles.dialog} {...(hideTitle && { 'aria-label': title })}>
          {!hideTitle && (
            <Heading slot="title" className={styles.title}>
              {title}
            </Heading>
          )}
          {children}
        </Dialog>
      </RacPopover>
    </DialogTrigger>
  );
}
