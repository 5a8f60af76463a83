'use client';

import type { ReactElement } from 'react';
import { Tooltip as RacTooltip, TooltipTrigger } from 'react-aria-components';
import styles from './tooltip.module.css';

/** A hint on hover and focus. Never the only place of a text: phones have no hover. */
export function Tooltip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={400} closeDelay={0}>
      {children}
      <RacTooltip className={styles.tooltip} offset={6}>
        {text}
      </RacTooltip>
    </TooltipTrigger>
  );
}
