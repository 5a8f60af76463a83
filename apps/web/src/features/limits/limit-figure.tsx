'use client';

import { type Limit, may } from '@weir/contract';
import { maxInWords } from '@weir/domain';
import { Button } from 'react-aria-components';
import { toneOf } from '@/components/state-word';
import { Tooltip } from '@/components/tooltip';
import { VisuallyHidden } from '@/components/visually-hidden';
import { useBoardRoom } from '@/features/board/board-context';
import { lowered, roomWord } from '@/lib/board/capacity-words';
import { type LimitSubject, limitOf } from '@/lib/board/limit-subjects';
import styles from './limit-figure.module.css';

type Look = {
  /** What it limits, for who hears it. */
  name: string;
  limit: Pick<Limit, 'max' | 'min'> | null;
  load: number;
  /** A card in the air would break this limit: it is underlined. */
  isInTheWay?: boolean;
  /** More about it: “Holds 4, or 5 with an expedite.” */
  hint?: string | undefined;
};

/** “2 of 3”, or the plain count where nothing limits it. Pressed, it leads to the limit. */
export function LimitFigure({ onPress, ...look }: Look & { onPress?: (() => void) | undefined }) {
  const { name, limit, load, hint, isInTheWay } = look;
  const { state, text } = roomWord({ limit, load });
  const shown = {
    className: styles.figure,
    'data-tone': toneOf(state),
    'data-state': state,
    'data-way': isInTheWay || undefined,
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

type Subject = {
  subject: LimitSubject;
  name: string;
  /** What is there, where nothing limits it. */
  count: number;
};

/** The figure of whatever is limited on this board. Those who may set limits can set one by pressing it, others read it. */
export function BoardFigure({ subject, name, count }: Subject) {
  const { board, role, open, inTheWay } = useBoardRoom();
  const limit = limitOf(board, subject);
  const canOpen = limit ? may(role, 'readLimits') : may(role, 'manageBoards') && !board.archivedAt;
  return (
    <LimitFigure
      name={name}
      limit={limit}
      load={limit?.load ?? count}
      isInTheWay={limit !== null && inTheWay.has(limit.id)}
      hint={limit ? `Holds ${maxInWords(board, limit)}` : undefined}
      onPress={canOpen ? () => open({ kind: 'limit', subject }) : undefined}
    />
  );
}
