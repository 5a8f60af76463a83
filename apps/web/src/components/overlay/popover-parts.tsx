'use client';

import type { RefObject } from 'react';
import { Dialog, Heading, Popover as RacPopover } from 'react-aria-components';
import { Aria } from './aria';
import type { PopoverContent } from './contents';
import styles from './popover.module.css';

export function Surface({
  title,
  children,
  placement = 'bottom start',
  hideTitle = false,
  ...control
}: PopoverContent & {
  triggerRef: RefObject<Element | null>;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  return (
    <Aria>
      <RacPopover
        trigger="DialogTrigger"
        className={`${styles.surface} ${styles.popover}`}
        placement={placement}
        offset={6}
        {...control}
      >
        <Dialog className={styles.dialog} {...(hideTitle && { 'aria-label': title })}>
          {!hideTitle && (
            <Heading slot="title" className={styles.title}>
              {title}
            </Heading>
          )}
          {children}
        </Dialog>
      </RacPopover>
    </Aria>
  );
}
