'use client';

import type { Limit } from '@weir/contract';
import { Button } from 'react-aria-components';
import { toneOf } from '@/components/data/state-word';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { Tooltip } from '@/components/overlay/tooltip';
import { lowered, roomLabel } from '@/lib/board/capacity-words';
import styles from './limit-figure.module.css';

type Look = {
  /** What it limits, for who hears it. */
  name: string;
  limit: Pick<Limit, 'max' | 'min'> | null;
  load: number;
  /** A card in the air would break this limit: it is underlined. */
  isBlocking?: boolean;
  /** More about it: “Holds 4, or 5 with an expedite.” */
  hint?: string | undefined;
};

/** “2 of 3”, or the plain count where nothing limits it. Pressed, it leads to the limit. */
export function LimitFigure({ onPress, ...look }: Look & { onPress?: (() => void) | undefined }) {
  const { name, limit, load, hint, isBlocking } = look;
  const { state, text } = roomLabel({ limit, load });
  const shown = {
    className: styles.figure,
    'data-tone': toneOf(state),
    'data-state': state,
    'data-blocking': isBlocking || undefined,
  };
  if (!onPress)
    return (
      <span {...shown} title={hint}>
        <Figure {...look} />
      </span>
    );
  const said = limit ? `${load} of ${limit.max}, ${lowered(text)}` : `${load}, no limit`;
  const button = (
    <Button
      {...shown}
      className={`${styles.figure} ${styles.press}`}
      aria-label={`${name}: ${said}`}
      onPress={onPress}
    >
      <Figure {...look} />
    </Button>
  );
  return hint ? <Tooltip text={hint}>{button}</Tooltip> : button;
}

function Figure({ limit, load }: Look) {
  return (
    <>
      <b>{load}</b>
      {limit ? ` of ${limit.max}` : <VisuallyHidden> cards</VisuallyHidden>}
    </>
  );
}
