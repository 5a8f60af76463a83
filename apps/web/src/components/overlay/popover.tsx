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

/** A few lines next to the Button that opens them, by press, key or touch. Escape closes it. */
export function Popover({
  trigger,
  title,
  children,
  placement = 'bottom start',
}: {
  trigger: ReactElement;
  title: string;
  children: ReactNode;
  placement?: PopoverProps['placement'];
}) {
  return (
    <DialogTrigger>
      {trigger}
      <RacPopover className={`${styles.surface} ${styles.popover}`} placement={placement} offset={6}>
        <Dialog className={styles.dialog}>
          <Heading slot="title" className={styles.title}>
            {title}
          </Heading>
          {children}
        </Dialog>
      </RacPopover>
    </DialogTrigger>
  );
}
