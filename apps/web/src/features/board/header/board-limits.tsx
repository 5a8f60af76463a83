'use client';

import type { ClassOfService } from '@weir/contract';
import { type Board, classesOfService, columnOf, isCounted, type LimitScope } from '@weir/domain';
import type { ReactNode } from 'react';
import { StateWord } from '@/components/data/state-word';
import { ClassMark } from '@/features/board/card/class-mark';
import { roomLabel } from '@/lib/board/capacity-words';
import { type LimitSubject, limitOf } from '@/lib/board/limit-subjects';
import { useBoardContext } from '../board-context';
import { BoardLimitFigure } from '../board-limit-figure';
import { classPolicy, classWords } from '../card/card-words';
import styles from './board-limits.module.css';
import { Team } from './team';

/** What is in flight on the board as a whole, of each class, and on each person, with what may be. */
export function BoardLimits() {
  const { board } = useBoardContext();
  const classes = classesOfService
    .map((of) => ({ scope: 'classOfService' as const, classOfService: of }))
    .filter(
      (subject) =>
        limitOf(board, subject) || (subject.classOfService !== 'standard' && count(board, subject) > 0),
    );
  return (
    <div className={styles.strip}>
      <ul className={styles.limits} aria-label="In flight">
        <Line subject={{ scope: 'board' }} name="In flight">
          <b>In flight</b>
        </Line>
        {classes.map((subject) => (
          <Line
            key={subject.classOfService}
            subject={subject}
            name={`${classWords[subject.classOfService].label} in flight`}
          >
            <ClassName of={subject.classOfService} policy={classPolicy(board, subject.classOfService)} />
          </Line>
        ))}
      </ul>
      <Team />
    </div>
  );
}

function Line({ subject, name, children }: { subject: LimitSubject; name: string; children: ReactNode }) {
  const { board } = useBoardContext();
  const limit = limitOf(board, subject);
  const word = limit && roomLabel({ limit, load: limit.load });
  return (
    <li className={styles.line}>
      {children} <BoardLimitFigure subject={subject} name={name} count={count(board, subject)} />
      {word && word.state !== 'free' && (
        <StateWord state={word.state} size="small">
          {word.text}
        </StateWord>
      )}
    </li>
  );
}

function ClassName({ of, policy }: { of: ClassOfService; policy: string }) {
  if (of === 'standard') return <span title={policy}>{classWords[of].label}</span>;
  return <ClassMark of={of} policy={policy} />;
}

function count(board: Board, scope: LimitScope): number {
  return board.cards.filter((card) => isCounted(scope, card, columnOf(board, card.columnId))).length;
}
