'use client';

import type { RefObject } from 'react';
import { Tooltip as RacTooltip, TooltipTriggerStateContext } from 'react-aria-components';
import styles from './tooltip.module.css';

export function Hint({
  text,
  isOpen,
  onOpenChange,
  ...rest
}: {
  id: string;
  text: string;
  triggerRef: RefObject<Element | null>;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const state = { isOpen, open: () => onOpenChange(true), close: () => onOpenChange(false) };
  return (
    <TooltipTriggerStateContext value={{ ...state, shouldSkipAnimation: false }}>
      <RacTooltip className={styles.tooltip} offset={6} {...rest}>
        {text}
      </RacTooltip>
    </TooltipTriggerStateContext>
  );
}
