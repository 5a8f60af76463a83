'use client';

import type { ReactElement } from 'react';
import { Later, useWhenUsed } from '@/lib/loading/when-used';
import type { PopoverContent } from './contents';
import { type Openness, Trigger, useOpened } from './trigger';

const later = new Later(() => import('./popover-parts'));

/**
 * A few lines next to the Button that opens them, by press, key or touch. Escape closes it. `isOpen` and `onOpenChange` are for a
 * caller that closes it itself.
 */
export function Popover({
  trigger,
  isOpen,
  onOpenChange,
  ...content
}: PopoverContent & Openness & { trigger: ReactElement }) {
  const opened = useOpened({ isOpen, onOpenChange });
  const parts = useWhenUsed(later, opened.isOpen);
  return (
    <>
      <Trigger of={opened} onPress={() => opened.setOpen(!opened.isOpen)}>
        {trigger}
      </Trigger>
      {parts && (
        <parts.Surface
          {...content}
          triggerRef={opened.triggerRef}
          isOpen={opened.isOpen}
          onOpenChange={opened.setOpen}
        />
      )}
    </>
  );
}
