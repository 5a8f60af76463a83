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
import styles from './board-header.module.css';

/** The cards in progress on the whole board, against its limit. */
export function InProgress({ withState = false }: { withState?: boolean }) {
  const t = useTranslations();
  const name = t('board.inFlight.label');
  return (
    <Line subject={{ scope: 'board' }} name={name} withState={withState}>
      <b>{name}</b>
    </Line>
  );
}

/** The same of each class of service that has a limit, or cards other than standard ones. */
export function ClassesInProgress() {
  const { board } = useBoardPage();
  return classSubjects
    .filter(
      (subject) =>
        limitOf(board, subject) || (subject.classOfService !== 'standard' && countOf(board, subject) > 0),
    )
    .map((subject) => <ClassLine key={subject.classOfService} of={subject.classOfService} />);
}

/** The classes whose limit keeps the dragged card out. */
export function BlockingClasses() {
  const { board, blockingLimits } = useBoardPage();
  return classSubjects
    .filter((subject) => blockingLimits.has(limitOf(board, subject)?.id ?? ''))
    .map((subject) => <ClassLine key={subject.classOfService} of={subject.classOfService} />);
}

const classSubjects = classesOfService.map((of) => ({
  scope: 'classOfService' as const,
  classOfService: of,
}));

function ClassLine({ of }: { of: ClassOfService }) {
  const t = useTranslations();
  return (
    <Line
      subject={{ scope: 'classOfService', classOfService: of }}
      name={t('board.inFlight.ofClass', { name: t(`vocabulary.classes.${of}`) })}
      withState
    >
      <ClassName of={of} />
    </Line>
  );
}

type LineProps = { subject: LimitSubject; name: string; withState: boolean; children: ReactNode };

function Line({ subject, name, withState, children }: LineProps) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const limit = limitOf(board, subject);
  const occupancy = { limit, load: limit?.load ?? 0 };
  const state = placeState(occupancy);
  return (
    <li className={styles.figure}>
      {children} <BoardLimitFigure subject={subject} name={name} count={countOf(board, subject)} />
      {withState && state !== 'none' && state !== 'free' && (
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

function countOf(board: Board, scope: LimitScope): number {
  return board.cards.filter((card) => isCounted(scope, card, columnOf(board, card.columnId))).length;
}
