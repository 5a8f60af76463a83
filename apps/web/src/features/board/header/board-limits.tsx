'use client';

import type { ClassOfService } from '@weir/contract';
import { type Board, classesOfService, columnOf, isCounted, type LimitScope } from '@weir/domain';
import type { ReactNode } from 'react';
import { StateWord } from '@/components/data/state-word';
import { placeState, stateLabel } from '@/lib/board/capacity';
import { type LimitSubject, limitOf } from '@/lib/board/limit-subjects';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { BoardLimitFigure } from '../board-limit-figure';
import { ClassMark, classPolicy } from '../card/class-mark';
import styles from './board-limits.module.css';
import { Team } from './team';

/** The cards in flight against their limits: on the whole board, of each class, and of each person. */
export function BoardLimits() {
  const { board } = useBoardPage();
  const t = useTranslations();
  const classes = classesOfService
    .map((of) => ({ scope: 'classOfService' as const, classOfService: of }))
    .filter(
      (subject) =>
        limitOf(board, subject) || (subject.classOfService !== 'standard' && count(board, subject) > 0),
    );
  return (
    <div className={styles.strip}>
      <ul className={styles.limits} aria-label={t('board.inFlight.label')}>
        <Line subject={{ scope: 'board' }} name={t('board.inFlight.label')}>
          <b>{t('board.inFlight.label')}</b>
        </Line>
        {classes.map((subject) => (
          <Line
            key={subject.classOfService}
            subject={subject}
            name={t('board.inFlight.ofClass', {
              name: t(`vocabulary.classes.${subject.classOfService}`),
            })}
          >
            <ClassName of={subject.classOfService} />
          </Line>
        ))}
      </ul>
      <Team />
    </div>
  );
}

function Line({ subject, name, children }: { subject: LimitSubject; name: string; children: ReactNode }) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const limit = limitOf(board, subject);
  const occupancy = { limit, load: limit?.load ?? 0 };
  const state = placeState(occupancy);
  return (
    <li className={styles.line}>
      {children} <BoardLimitFigure subject={subject} name={name} count={count(board, subject)} />
      {state !== 'none' && state !== 'free' && (
        <StateWord state={state} size="small">
          {stateLabel(t, occupancy)}
        </StateWord>
      )}
    </li>
  );
}

function ClassName({ of }: { of: ClassOfService }) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const policy = classPolicy(t, board, of);
  if (of === 'standard') return <span title={policy}>{t('vocabulary.classes.standard')}</span>;
  return <ClassMark of={of} policy={policy} />;
}

function count(board: Board, scope: LimitScope): number {
  return board.cards.filter((card) => isCounted(scope, card, columnOf(board, card.columnId))).length;
}
